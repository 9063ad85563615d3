"use client"

import { PenLine, RotateCcw } from "lucide-react"
import { useTranslations } from "use-intl"
import { Badge } from "#components/ui/badge"
import { Button } from "#components/ui/button"
import { Popover } from "#components/ui/popover"
import { setModel, setOverride } from "#lib/client/column-edits"
import { shareStart } from "#lib/client/image-edits"
import { baselineOf, type Column } from "#lib/client/workspace"
import { useEdit, useWorkspace } from "./playground-context"

/** Says that a column goes its own way in prompt, system message or model, and leads back to what is shared. */
export function OverrideBadges({ column }: { column: Column }) {
  const t = useTranslations("columns.overrides")
  const edit = useEdit()
  const mode = useWorkspace((workspace) => workspace.mode)
  const baseline = useWorkspace(baselineOf)
  const hasOwnModel =
    baseline !== undefined &&
    (baseline.connectionId !== column.connectionId || baseline.model !== column.model)
  const own = [
    ...(column.prompt === undefined ? [] : (["prompt"] as const)),
    ...(column.system === undefined || mode !== "chat" ? [] : (["system"] as const)),
    ...(column.prefix === undefined || mode !== "chat" ? [] : (["prefix"] as const)),
    ...(column.start === undefined ? [] : (["start"] as const)),
    ...(hasOwnModel ? (["model"] as const) : []),
  ]
  const reset = (part: (typeof own)[number]) => {
    if (part === "start") edit(shareStart(column.id))
    else if (part !== "model") edit(setOverride(column.id, part, undefined))
    else if (baseline) edit(setModel(column.id, baseline.connectionId, baseline.model))
  }
  if (own.length === 0) return null
  return (
    <Popover
      label={t("label")}
      className="w-64 p-3"
      trigger={(props) => (
        <button {...props} type="button" aria-label={t("label")} className="shrink-0 rounded-xs">
          <Badge tone="accent" icon={<PenLine aria-hidden size={10} />}>
            {t("badge")}
          </Badge>
        </button>
      )}
    >
      {(close) => (
        <ul className="grid gap-2">
          {own.map((part) => (
            <li key={part} className="flex items-center justify-between gap-2 text-sm">
              {t(`own.${part}`)}
              <Button
                size="sm"
                onClick={() => {
                  reset(part)
                  close()
                }}
              >
                <RotateCcw aria-hidden size={12} />
                {t("reset")}
              </Button>
            </li>
          ))}
        </ul>
      )}
    </Popover>
  )
}
