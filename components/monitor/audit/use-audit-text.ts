"use client"

import { useMemo } from "react"
import { useTranslations } from "use-intl"
import type { AuditItem } from "#lib/domain/audit"
import { describeAgent } from "#lib/domain/user-agent"

/** Actions and details come from the server, so their keys are checked when they are used, not when they are compiled. */
interface OpenTranslator {
  (key: string, values?: Record<string, string | number>): string
  has(key: string): boolean
}

type Value = AuditItem["details"][string]

/** Says an entry in the reader's language; `names`: what people and connections are called today. */
export function useAuditText() {
  const t = useTranslations("operations.audit" as never) as unknown as OpenTranslator
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
      const named = target === null ? "none" : (names[target] ?? target)
      return t(key, { who: subject, target: named, outcome })
    }
    const value = (given: Value): string => {
      if (typeof given === "boolean") return t(given ? "yes" : "no")
      return given === "" ? t("nothing") : String(given)
    }
    const label = (name: string): string => (t.has(`detail.${name}`) ? t(`detail.${name}`) : name)
    /** What more is known of it, in a few words; what was changed with its value before and after. */
    const summary = ({ details }: AuditItem): string =>
      Object.entries(details)
        .flatMap(([name, given]) => {
          const changed = name.replace(/^(?:from|to)\./, "")
          if (name.startsWith("from.")) return []
          const from = details[`from.${changed}`]
          if (name.startsWith("to.") && from !== undefined)
            return [t("change", { name: label(changed), from: value(from), to: value(given) })]
          return [`${label(name)}: ${value(given)}`]
        })
        .join(" · ")
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
  }, [t])
}
