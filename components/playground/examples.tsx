"use client"

import { useState } from "react"
import { useTranslations } from "use-intl"
import { useStarters } from "#components/presets/use-starters"
import { useErrorText } from "#components/shell/error-text"
import { Badge } from "#components/ui/badge"
import { Spinner } from "#components/ui/spinner"
import { useToast } from "#components/ui/toast"
import { ApiError } from "#lib/client/api/request"
import type { StarterKey } from "#lib/client/presets/starter-list"
import { usePlayground } from "./playground-context"

/** The starters that a first visit is offered; the others are under Presets. */
const offered: readonly StarterKey[] = ["ladder", "roles", "continue", "one", "strip", "seeds"]

/** What a first visit can begin with: each fills in prompt and settings, and says what will come of it. */
export function Examples() {
  const t = useTranslations("playground")
  const texts = useTranslations("starters")
  const common = useTranslations("common")
  const toast = useToast()
  const errorText = useErrorText()
  const { workspace, kind } = usePlayground()
  const { starters, take } = useStarters()
  const [busy, setBusy] = useState<StarterKey>()

  const fill = async (key: StarterKey) => {
    setBusy(key)
    try {
      const [content, { withHandover }] = await Promise.all([
        take(key),
        import("#lib/client/presets/open-handover"),
      ])
      const before = workspace.getState()
      workspace.setState(withHandover(before, { content }))
      toast({
        text: t("exampleDone"),
        action: { label: common("undo"), onAction: () => workspace.setState(before, true) },
      })
    } catch (error) {
      const reason = error instanceof ApiError ? errorText(error).title : String(error)
      toast({ text: `${texts("failed")} ${reason}`, tone: "error" })
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
      <p className="mb-3 text-ink-2 text-xs">{texts(`lead.${kind}`)}</p>
      <ul className="divide-y rounded border">
        {starters
          .filter((starter) => starter.kind === kind && offered.includes(starter.key))
          .map(({ key, title, result }) => (
            <li key={key}>
              <button
                type="button"
                aria-busy={busy === key || undefined}
                onClick={() => (busy ? undefined : void fill(key))}
                className="block w-full px-3 py-2.5 text-left transition-colors hover:bg-hover"
              >
                <span className="flex items-center gap-2 font-medium text-sm">
                  {title}
                  {busy === key ? <Spinner size={14} /> : null}
                </span>
                <span className="mt-0.5 block text-ink-2 text-xs">{result}</span>
              </button>
            </li>
          ))}
      </ul>
    </div>
  )
}
