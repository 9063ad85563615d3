"use client"

import { type FormEvent, useId, useState } from "react"
import { useTranslations } from "use-intl"
import { useErrorText } from "#components/shell/error-text"
import { Button } from "#components/ui/button"
import { ErrorCard } from "#components/ui/error-card"
import { Select } from "#components/ui/select"
import { Switch } from "#components/ui/switch"
import { TextInput } from "#components/ui/text-input"
import { useToast } from "#components/ui/toast"
import { faultOf } from "#lib/client/api/fault-of"
import { usePreviewRetention, useSetRetention } from "#lib/client/api/retention"
import { typedNumber } from "#lib/client/typed-number"
import { type RetentionKind, type RetentionPolicy, retentionKinds } from "#lib/domain/retention"
import { GoingText } from "./going-text"

/** Days per kind, an empty field for ever; and what would go under what is typed. */
export function RetentionForm({ policy }: { policy: RetentionPolicy }) {
  const t = useTranslations("operations.retention")
  const common = useTranslations("common")
  const errorText = useErrorText()
  const toast = useToast()
  const id = useId()
  const save = useSetRetention()
  const preview = usePreviewRetention()
  const [draft, setDraft] = useState(policy)
  const [typed, setTyped] = useState(() => typedOf(policy))
  const days = (kind: RetentionKind): number | null | undefined => {
    const value = typedNumber(typed[kind])
    if (value === undefined) return null
    const isGood = typeof value === "number" && Number.isInteger(value) && value >= 1 && value <= 36_500
    return isGood ? value : undefined
  }
  const wrong = retentionKinds.filter((kind) => days(kind) === undefined)
  const wanted = (): RetentionPolicy => ({
    ...draft,
    ...Object.fromEntries(retentionKinds.map((kind) => [kind, days(kind)])),
  })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (wrong.length === 0)
      save.mutate(wanted(), { onSuccess: () => toast({ text: t("saved"), tone: "ok" }) })
  }
  const change = (more: Partial<RetentionPolicy>) => {
    preview.reset()
    setDraft({ ...draft, ...more })
  }
  const error = save.error ?? preview.error
  return (
    <form onSubmit={submit} noValidate className="flex flex-col gap-4 text-sm">
      <ul className="divide-y border-y">
        {retentionKinds.map((kind) => {
          const isWrong = days(kind) === undefined
          return (
            <li key={kind} className="grid items-start gap-x-6 gap-y-1 py-3 sm:grid-cols-[14rem_10rem_1fr]">
              <label htmlFor={`${id}-${kind}`}>
                <span className="font-medium">{t(`kinds.${kind}`)}</span>
                <span className="block text-pretty text-ink-2 text-xs">{t(`hints.${kind}`)}</span>
              </label>
              <div>
                <div className="flex items-center gap-2">
                  <TextInput
                    id={`${id}-${kind}`}
                    inputMode="numeric"
                    placeholder={t("forever")}
                    invalid={isWrong ? `${id}-${kind}-wrong` : false}
                    value={typed[kind]}
                    onChange={(event) => {
                      preview.reset()
                      setTyped({ ...typed, [kind]: event.target.value })
                    }}
                    className="figures w-28"
                  />
                  <span className="text-ink-2 text-xs">{t("days")}</span>
                </div>
                {isWrong ? (
                  <p id={`${id}-${kind}-wrong`} role="alert" className="mt-1 text-error text-xs">
                    {t("wrongDays")}
                  </p>
                ) : null}
              </div>
              <p aria-live="polite" className="min-h-5 text-ink-2 text-xs sm:pt-1.5">
                {preview.data ? <GoingText kind={kind} going={preview.data.going[kind]} /> : null}
              </p>
            </li>
          )
        })}
      </ul>
      {(["keepStarred", "exportFirst"] as const).map((name) => (
        <div key={name} className="flex items-start gap-3">
          <Switch
            id={`${id}-${name}`}
            checked={draft[name]}
            onChange={(on) => change({ [name]: on })}
            aria-describedby={`${id}-${name}-hint`}
          />
          <div>
            <label htmlFor={`${id}-${name}`}>{t(name)}</label>
            <p id={`${id}-${name}-hint`} className="text-pretty text-ink-2 text-xs">
              {t(`${name}Hint`)}
            </p>
          </div>
        </div>
      ))}
      <label htmlFor={`${id}-hour`} className="flex items-center gap-2">
        {t("hour")}
        <Select
          id={`${id}-hour`}
          size="sm"
          value={draft.hour}
          onChange={(event) => setDraft({ ...draft, hour: Number(event.target.value) })}
        >
          {Array.from({ length: 24 }, (_, hour) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: the hours of a day.
            <option key={hour} value={hour}>
              {`${String(hour).padStart(2, "0")}:00`}
            </option>
          ))}
        </Select>
      </label>
      {error ? <ErrorCard {...errorText(faultOf(error))} /> : null}
      <div className="flex flex-wrap gap-2">
        <Button type="submit" variant="primary" busy={save.isPending} disabled={wrong.length > 0}>
          {common("save")}
        </Button>
        <Button busy={preview.isPending} disabled={wrong.length > 0} onClick={() => preview.mutate(wanted())}>
          {t("preview")}
        </Button>
      </div>
    </form>
  )
}

const typedOf = (policy: RetentionPolicy): Record<RetentionKind, string> => ({
  outputs: String(policy.outputs ?? ""),
  images: String(policy.images ?? ""),
  audit: String(policy.audit ?? ""),
  monitoring: String(policy.monitoring ?? ""),
  logs: String(policy.logs ?? ""),
})
