"use client"

import { Plus } from "lucide-react"
import { useEffect, useRef, useState } from "react"
import { useTranslations } from "use-intl"
import { Button } from "#components/ui/button"
import { Menu } from "#components/ui/menu"
import { useToast } from "#components/ui/toast"
import { useLatest } from "#components/ui/use-latest"
import { type CheckTally, checkKinds, newCheck } from "#lib/client/checks"
import { newId } from "#lib/client/new-id"
import type { Check, CheckKind } from "#lib/domain/check-schema"
import { maxChecks } from "#lib/domain/setup"
import { CheckRow } from "./check-row"
import { useDescribeCheck } from "./use-describe-check"

/** What the server found wrong with a check, for instance a schema that contradicts JSON Schema. */
export interface ServerCheckProblem {
  /** Place in the list. */
  index: number
  field?: string
  message: string
}

export interface ChecksEditorProps {
  checks: Check[]
  problems?: ServerCheckProblem[]
  onChange: (next: Check[]) => void
  /** How each went, by its id. */
  results?: Record<string, CheckTally>
  className?: string
}

/** The checks of a workspace: added by kind, changed in place, removed with an undo. */
export function ChecksEditor({
  checks,
  problems = [],
  onChange,
  results = {},
  className,
}: ChecksEditorProps) {
  const t = useTranslations("checks")
  const common = useTranslations("common")
  const toast = useToast()
  const describe = useDescribeCheck()
  const latest = useLatest({ checks, onChange })
  const list = useRef<HTMLUListElement>(null)
  const [addedId, setAddedId] = useState<string>()
  useEffect(() => {
    if (addedId)
      list.current?.querySelector<HTMLElement>(`[data-check="${addedId}"] :is(input, textarea)`)?.focus()
  }, [addedId])

  const add = (kind: CheckKind) => {
    const check = newCheck(kind, newId())
    onChange([...checks, check])
    setAddedId(check.id)
  }
  const remove = (check: Check, index: number) => {
    onChange(checks.filter(({ id }) => id !== check.id))
    const undo = () => latest.current.onChange(latest.current.checks.toSpliced(index, 0, check))
    toast({
      text: t("removed", { check: describe(check) }),
      action: { label: common("undo"), onAction: undo },
    })
  }
  return (
    <section aria-label={t("title")} className={className}>
      <div className="flex items-center gap-2">
        <Menu
          label={t("add")}
          align="end"
          trigger={(trigger) => (
            <Button {...trigger} size="sm" variant="ghost" disabled={checks.length >= maxChecks}>
              <Plus aria-hidden size={14} />
              {t("add")}
            </Button>
          )}
          entries={checkKinds.map((kind) => ({
            kind: "item",
            label: t(`kinds.${kind}`),
            onSelect: () => add(kind),
          }))}
        />
      </div>
      {checks.length === 0 ? (
        <p className="mt-1 text-pretty text-ink-3 text-xs">{t("none")}</p>
      ) : (
        <ul ref={list} className="mt-1 divide-y divide-line border-y">
          {checks.map((check, index) => (
            <CheckRow
              key={check.id}
              check={check}
              place={index + 1}
              tally={results[check.id]}
              problems={problems.filter((problem) => problem.index === index)}
              onChange={(next) => onChange(checks.map((other) => (other.id === check.id ? next : other)))}
              onRemove={() => remove(check, index)}
            />
          ))}
        </ul>
      )}
    </section>
  )
}
