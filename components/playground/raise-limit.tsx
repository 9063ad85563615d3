"use client"

import { useFormatter, useTranslations } from "use-intl"
import { Button } from "#components/ui/button"
import { setParameter } from "#lib/client/column-edits"
import { type Column, settingOf } from "#lib/client/workspace"
import { parametersFor } from "#lib/domain/parameters"
import { useEdit } from "./playground-context"
import { useTarget } from "./use-target"

/** Doubles the token limit, as far as the model goes. */
export function RaiseLimit({ column }: { column: Column }) {
  const t = useTranslations("run")
  const format = useFormatter()
  const edit = useEdit()
  const target = useTarget(column)
  const spec = target && parametersFor(target).find(({ name }) => name === "max_tokens")
  if (!target || spec?.kind !== "integer") return null
  const { on, value } = settingOf(column, spec)
  if (!on || typeof value !== "number") return null
  const raised = Math.min(value * 2, spec.range(target).max)
  if (raised <= value) return null
  return (
    <Button size="sm" onClick={() => edit(setParameter([column.id], spec.name, raised))}>
      {t("raise", { tokens: format.number(raised) })}
    </Button>
  )
}
