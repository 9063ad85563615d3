"use client"

import { useMemo } from "react"
import { useFormatter, useTranslations } from "use-intl"
import type { AuditItem } from "#lib/domain/audit"
import { describeAgent } from "#lib/domain/user-agent"

/** Actions and details come from the server, so their keys are checked when they are used, not when they are compiled. */
interface OpenTranslator {
  (key: string, values?: Record<string, string | number>): string
  has(key: string): boolean
}

/** Details that are moments, as epoch ms. */
const moments = new Set(["before", "until", "from", "to"])
/** Details whose values are words of ours, and not names that people gave. */
const spoken = new Set(
  "status trigger failure verdict category action scope state period whose role kind audience access outputs images audit monitoring logs".split(
    " ",
  ),
)

type Value = AuditItem["details"][string]

/** Says an entry in the reader's language; `names`: what people and connections are called today. */
export function useAuditText() {
  const t = useTranslations("operations.audit" as never) as unknown as OpenTranslator
  const format = useFormatter()
  return useMemo(() => {
    const who = ({ personId, address }: AuditItem, names: Record<string, string>): string => {
      if (personId !== null) return names[personId] ?? t("who.removed", { id: personId.slice(0, 8) })
      return t(address === "server" ? "who.server" : "who.somebody")
    }
    /** What was done, by whom, to what. */
    const sentence = (entry: AuditItem, names: Record<string, string>): string => {
      const { action, target, outcome } = entry
      const key = `action.${action.replaceAll(".", "_")}`
      const subject = who(entry, names)
      if (!t.has(key)) return t("unknownAction", { who: subject, action })
      // What was deleted has no name today, but had one then.
      const named = target === null ? "none" : (names[target] ?? String(entry.details.name ?? target))
      return t(key, { who: subject, target: named, outcome })
    }
    const value = (name: string, given: Value): string => {
      if (typeof given === "boolean") return t(given ? "yes" : "no")
      if (given === "") return t("nothing")
      if (typeof given === "number" && moments.has(name))
        return format.dateTime(given, { dateStyle: "medium", timeStyle: "short", hourCycle: "h23" })
      const said = `said.${given}`
      return spoken.has(name) && /^[a-z-]+$/.test(String(given)) && t.has(said) ? t(said) : String(given)
    }
    /** `error-rate.threshold` is a name of two parts. */
    const label = (name: string): string =>
      name
        .split(".")
        .map((part) => (t.has(`detail.${part}`) ? t(`detail.${part}`) : part))
        .join(" · ")
    /** What more is known of it, in a few words; what was changed with its value before and after. */
    const summary = ({ details }: AuditItem): string => {
      const isTold = Object.keys(details).some((name) => name.startsWith("to."))
      return Object.entries(details)
        .flatMap(([name, given]) => {
          const changed = name.replace(/^(?:from|to)\./, "")
          if (name.startsWith("from.") || (name === "changed" && isTold)) return []
          const from = details[`from.${changed}`]
          if (name.startsWith("to.") && from !== undefined)
            return [
              t("change", {
                name: label(changed),
                from: value(changed, from),
                to: value(changed, given),
              }),
            ]
          return [t("fact", { name: label(name), value: value(name, given) })]
        })
        .join(" · ")
    }
    const place = (address: string): string =>
      address === "direct" || address === ""
        ? t("from.direct")
        : address === "server"
          ? t("from.server")
          : address
    const device = (userAgent: string): string => {
      const { browser, system } = describeAgent(userAgent)
      return [browser, system].filter(Boolean).join(", ") || userAgent.slice(0, 40)
    }
    return { who, sentence, summary, place, device }
  }, [t, format])
}
