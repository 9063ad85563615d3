"use client"

import { useState } from "react"
import { useTranslations } from "use-intl"
import { useErrorText } from "#components/shell/error-text"
import { Badge } from "#components/ui/badge"
import { Spinner } from "#components/ui/spinner"
import { useToast } from "#components/ui/toast"
import { faultOf } from "#lib/client/api/fault-of"
import { usePlayground } from "./playground-context"

/** The starters that a first visit is offered; all of them are under Presets. */
const offered = { text: ["ladder", "roles", "continue"], image: ["one", "strip", "seeds"] } as const
type Offered = (typeof offered)[keyof typeof offered][number]

/** What a first visit can begin with: each fills in prompt and settings, and says what will come of it. */
export function Examples() {
  const t = useTranslations("playground")
  const starters = useTranslations("starters")
  const common = useTranslations("common")
  const toast = useToast()
  const errorText = useErrorText()
  const { workspace, kind } = usePlayground()
  const [busy, setBusy] = useState<Offered>()

  const fill = async (key: Offered) => {
    setBusy(key)
    try {
      const { fillWithStarter } = await import("#lib/client/presets/take-starter")
      const text = (name: string) => starters(`${key}.${name}` as Parameters<typeof starters>[0])
      const undo = await fillWithStarter(workspace, key, text)
      toast({ text: t("exampleDone"), action: { label: common("undo"), onAction: undo } })
    } catch (error) {
      toast({ text: `${starters("failed")} ${errorText(faultOf(error as Error)).title}`, tone: "error" })
    } finally {
      setBusy(undefined)
    }
  }
  return (
    <div className={kind === "image" ? "border-t px-4 py-4" : "px-4 pb-4"}>
      <div className="mb-2 flex items-center gap-2">
        <h2 className="text-sm">{t("examples.title")}</h2>
        <Badge>{common("sandbox")}</Badge>
      </div>
      <p className="mb-3 text-ink-2 text-xs">{starters(`lead.${kind}`)}</p>
      <ul className="divide-y rounded border">
        {offered[kind].map((key) => (
          <li key={key}>
            <button
              type="button"
              aria-busy={busy === key || undefined}
              onClick={() => (busy ? undefined : void fill(key))}
              className="block w-full px-3 py-2.5 text-left transition-colors hover:bg-hover"
            >
              <span className="flex items-center gap-2 font-medium text-sm">
                {starters(`${key}.title`)}
                {busy === key ? <Spinner size={14} /> : null}
              </span>
              <span className="mt-0.5 block text-ink-2 text-xs">{starters(`${key}.result`)}</span>
            </button>
          </li>
        ))}
      </ul>
    </div>
  )
}
