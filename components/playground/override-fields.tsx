"use client"

import { PenLine } from "lucide-react"
import { useId } from "react"
import { useTranslations } from "use-intl"
import { Button } from "#components/ui/button"
import { TextArea } from "#components/ui/text-area"
import { setOverride } from "#lib/client/column-edits"
import { sharedPromptText } from "#lib/client/column-prompt"
import type { Column } from "#lib/client/workspace"
import { takesFeature } from "#lib/domain/features"
import { useEdit, usePlayground, useWorkspace } from "./playground-context"
import { useTarget } from "./use-target"

/** Where a column may be given a prompt and a system message of its own. Offered beside others only. */
export function OverrideFields({ column, name }: { column: Column; name: string }) {
  const mode = useWorkspace((workspace) => workspace.mode)
  const target = useTarget(column)
  return (
    <div className="col-span-full flex flex-wrap gap-2">
      <OverrideField column={column} name={name} part="prompt" />
      {mode === "chat" ? <OverrideField column={column} name={name} part="system" /> : null}
      {mode === "chat" && (column.prefix !== undefined || (target && takesFeature(target, "prefix"))) ? (
        <OverrideField column={column} name={name} part="prefix" />
      ) : null}
    </div>
  )
}

function OverrideField({
  column,
  name,
  part,
}: {
  column: Column
  name: string
  part: "prompt" | "system" | "prefix"
}) {
  const t = useTranslations("columns.overrides")
  const edit = useEdit()
  const { workspace } = usePlayground()
  const id = useId()
  const text = column[part]
  const begin = () => {
    const now = workspace.getState()
    edit(setOverride(column.id, part, part === "prompt" ? sharedPromptText(now) : (now[part] ?? "")))
    requestAnimationFrame(() => document.getElementById(id)?.focus())
  }
  if (text === undefined)
    return (
      <Button variant="ghost" size="sm" onClick={begin}>
        <PenLine aria-hidden size={12} />
        {t(`give.${part}`)}
      </Button>
    )
  return (
    <div className="w-full">
      <div className="mb-1 flex items-center justify-between gap-2">
        <label htmlFor={id} className="font-medium text-ink-2 text-xs">
          {t(`text.${part}`, { name })}
        </label>
        <Button variant="ghost" size="sm" onClick={() => edit(setOverride(column.id, part, undefined))}>
          {t("reset")}
        </Button>
      </div>
      <TextArea
        id={id}
        rows={3}
        value={text}
        onChange={(event) => edit(setOverride(column.id, part, event.target.value))}
        autoGrow
        className="block max-h-60 w-full"
      />
    </div>
  )
}
