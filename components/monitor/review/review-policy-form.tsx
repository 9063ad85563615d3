"use client"

import { type FormEvent, useId, useState } from "react"
import { useTranslations } from "use-intl"
import { useErrorText } from "#components/shell/error-text"
import { Button } from "#components/ui/button"
import { Dialog } from "#components/ui/dialog"
import { ErrorCard } from "#components/ui/error-card"
import { Select } from "#components/ui/select"
import { Switch } from "#components/ui/switch"
import { TextInput } from "#components/ui/text-input"
import { useToast } from "#components/ui/toast"
import { faultOf } from "#lib/client/api/fault-of"
import { useSetReviewPolicy } from "#lib/client/api/review"
import { typedNumber } from "#lib/client/typed-number"
import { type ReviewPolicy, reviewPeriods } from "#lib/domain/review"
import { ReviewerChoice } from "./reviewer-choice"

const ranges = { share: [0, 100], atLeast: [0, 1000], atMost: [1, 1000] } as const
type Figure = keyof typeof ranges

export function ReviewPolicyForm({ policy, onClose }: { policy: ReviewPolicy; onClose: () => void }) {
  const t = useTranslations("operations.review.policy")
  const common = useTranslations("common")
  const errorText = useErrorText()
  const toast = useToast()
  const id = useId()
  const save = useSetReviewPolicy()
  const [draft, setDraft] = useState(policy)
  const [typed, setTyped] = useState<Record<Figure, string>>({
    share: String(Math.round(policy.share * 10_000) / 100),
    atLeast: String(policy.atLeast),
    atMost: String(policy.atMost),
  })
  const figureOf = (figure: Figure): number | undefined => {
    const value = typedNumber(typed[figure])
    const [min, max] = ranges[figure]
    const isNumber = typeof value === "number" && value >= min && value <= max
    return isNumber && (figure === "share" || Number.isInteger(value)) ? value : undefined
  }
  const [share, atLeast, atMost] = [figureOf("share"), figureOf("atLeast"), figureOf("atMost")]
  const isCrossed = atLeast !== undefined && atMost !== undefined && atLeast > atMost
  const problemOf = (figure: Figure): string | undefined => {
    const [min, max] = ranges[figure]
    if (figureOf(figure) === undefined) return t("range", { min, max })
    return figure === "atLeast" && isCrossed ? t("crossed") : undefined
  }
  const isGood = share !== undefined && atLeast !== undefined && atMost !== undefined && !isCrossed
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (!isGood) return
    save.mutate(
      { ...draft, share: share / 100, atLeast, atMost },
      {
        onSuccess: () => {
          toast({ text: t("saved"), tone: "ok" })
          onClose()
        },
      },
    )
  }
  return (
    <Dialog
      open
      onClose={onClose}
      title={t("title")}
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
            disabled={!isGood}
          >
            {common("save")}
          </Button>
        </>
      }
    >
      <form id={`${id}-form`} onSubmit={submit} noValidate className="flex flex-col gap-4 text-sm">
        <p className="text-pretty text-ink-2 text-xs">{t("hint")}</p>
        <div className="flex items-center gap-3">
          <Switch id={`${id}-on`} checked={draft.on} onChange={(on) => setDraft({ ...draft, on })} />
          <label htmlFor={`${id}-on`}>{t("on")}</label>
        </div>
        <div className="grid gap-3 sm:grid-cols-2">
          <label htmlFor={`${id}-period`} className="flex flex-col gap-1">
            {t("period")}
            <Select
              id={`${id}-period`}
              value={draft.period}
              onChange={({ target }) =>
                setDraft({ ...draft, period: target.value as ReviewPolicy["period"] })
              }
            >
              {reviewPeriods.map((period) => (
                <option key={period} value={period}>
                  {t(`periods.${period}`)}
                </option>
              ))}
            </Select>
          </label>
          {(["share", "atLeast", "atMost"] as const).map((figure) => {
            const problem = problemOf(figure)
            return (
              <label key={figure} htmlFor={`${id}-${figure}`} className="flex flex-col gap-1">
                {t(figure)}
                <TextInput
                  id={`${id}-${figure}`}
                  inputMode="decimal"
                  invalid={problem ? `${id}-${figure}-problem` : false}
                  value={typed[figure]}
                  onChange={(event) => setTyped({ ...typed, [figure]: event.target.value })}
                  className="figures"
                />
                {problem ? (
                  <span id={`${id}-${figure}-problem`} role="alert" className="text-error text-xs">
                    {problem}
                  </span>
                ) : null}
              </label>
            )
          })}
        </div>
        <ReviewerChoice
          reviewers={draft.reviewers}
          onChange={(reviewers) => setDraft({ ...draft, reviewers })}
        />
        {save.error ? <ErrorCard {...errorText(faultOf(save.error))} /> : null}
      </form>
    </Dialog>
  )
}
