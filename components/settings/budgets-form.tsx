"use client"

import { type FormEvent, useId, useState } from "react"
import { useTranslations } from "use-intl"
import { useErrorText } from "#components/shell/error-text"
import { Button } from "#components/ui/button"
import { Dialog } from "#components/ui/dialog"
import { ErrorCard } from "#components/ui/error-card"
import { TextInput } from "#components/ui/text-input"
import { useToast } from "#components/ui/toast"
import { faultOf } from "#lib/client/api/fault-of"
import { useChangePerson } from "#lib/client/api/people"
import { typedNumber } from "#lib/client/typed-number"
import { type Budget, type Measure, measures, type Period, periods } from "#lib/domain/budget"
import type { ManagedPerson } from "#lib/domain/people-schema"
import { useBudgetText } from "./budgets-text"

type Typed = Record<`${Period}_${Measure}`, string>

/** How much somebody may use; an empty field is no limit. */
export function BudgetDialog({ person, onClose }: { person: ManagedPerson; onClose: () => void }) {
  const t = useTranslations("people")
  const common = useTranslations("common")
  const budgetWords = useTranslations("budget")
  const text = useBudgetText()
  const errorText = useErrorText()
  const toast = useToast()
  const id = useId()
  const save = useChangePerson()
  const [typed, setTyped] = useState(() => typedOf(person.budget))
  const budget = budgetOf(typed)

  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (!budget) return
    save.mutate(
      { personId: person.id, change: { budget } },
      {
        onSuccess: () => {
          toast({ text: t("budgetSaved"), tone: "ok" })
          onClose()
        },
      },
    )
  }
  return (
    <Dialog
      open
      onClose={onClose}
      title={t("budgetTitle", { name: person.name })}
      actions={
        <>
          <Button variant="ghost" onClick={onClose}>
            {common("cancel")}
          </Button>
          <Button
            type="submit"
            form={`${id}-form`}
            variant="primary"
            busy={save.isPending}
            disabled={!budget}
          >
            {common("save")}
          </Button>
        </>
      }
    >
      <form id={`${id}-form`} onSubmit={submit} noValidate className="flex flex-col gap-3">
        <p className="text-ink-2 text-xs">{t("budgetHint", { rule: budgetWords("rule") })}</p>
        <div className="grid gap-3 sm:grid-cols-2">
          {measures.flatMap((measure) =>
            periods.map((period) => {
              const key = `${period}_${measure}` as const
              const isWrong = amountOf(measure, typed[key]) === "wrong"
              return (
                <label key={key} htmlFor={`${id}-${key}`} className="flex flex-col gap-1 text-sm">
                  {text.name({ period, measure })}
                  <TextInput
                    id={`${id}-${key}`}
                    inputMode="decimal"
                    placeholder={t("noLimit")}
                    invalid={isWrong}
                    aria-describedby={isWrong ? `${id}-${key}-wrong` : undefined}
                    value={typed[key]}
                    onChange={(event) => setTyped({ ...typed, [key]: event.target.value })}
                    className="figures"
                  />
                  {isWrong ? (
                    <span id={`${id}-${key}-wrong`} role="alert" className="text-error text-xs">
                      {t(measure === "cost" ? "wrongCost" : "wrongCount", { max: most[measure] })}
                    </span>
                  ) : null}
                </label>
              )
            }),
          )}
        </div>
        {save.error ? <ErrorCard {...errorText(faultOf(save.error))} /> : null}
      </form>
    </Dialog>
  )
}

function typedOf(budget: Budget): Typed {
  const entries = periods.flatMap((period) =>
    measures.map((measure) => [`${period}_${measure}`, String(budget[period][measure] ?? "")]),
  )
  return Object.fromEntries(entries)
}

const most: Record<Measure, number> = { requests: 1e9, tokens: 1e9, cost: 1e6 }

/** A limit as it was typed: a number, none, or nothing that could be one. */
function amountOf(measure: Measure, typed: string): number | undefined | "wrong" {
  const value = typedNumber(typed)
  if (value === undefined || value === "wrong") return value
  const isWhole = measure === "cost" || Number.isInteger(value)
  return value >= 0 && value <= most[measure] && isWhole ? value : "wrong"
}

/** Undefined while something that was typed is no limit. */
function budgetOf(typed: Typed): Budget | undefined {
  const budget: Budget = { day: {}, month: {} }
  for (const period of periods)
    for (const measure of measures) {
      const amount = amountOf(measure, typed[`${period}_${measure}`])
      if (amount === "wrong") return undefined
      if (amount !== undefined) budget[period][measure] = amount
    }
  return budget
}
