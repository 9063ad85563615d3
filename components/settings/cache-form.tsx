"use client"

import { type FormEvent, useId, useState } from "react"
import { useTranslations } from "use-intl"
import { useErrorText } from "#components/shell/error-text"
import { Button } from "#components/ui/button"
import { ErrorCard } from "#components/ui/error-card"
import { NumberInput } from "#components/ui/number-input"
import { Switch } from "#components/ui/switch"
import { useToast } from "#components/ui/toast"
import { faultOf } from "#lib/client/api/fault-of"
import { useChangePolicy } from "#lib/client/api/manage-connections"
import { cacheBounds, type Policy } from "#lib/domain/policy"

/** How long answers are kept, how much room they take, and who shares them. */
export function CacheForm({ policy }: { policy: Policy }) {
  const t = useTranslations("operations.cache")
  const common = useTranslations("common")
  const errorText = useErrorText()
  const toast = useToast()
  const id = useId()
  const save = useChangePolicy()
  const [minutes, setMinutes] = useState(policy.cacheTtlMinutes)
  const [megabytes, setMegabytes] = useState(policy.cacheMaxMegabytes)
  const [shared, setShared] = useState(policy.cacheShared)
  const isChanged =
    minutes !== policy.cacheTtlMinutes ||
    megabytes !== policy.cacheMaxMegabytes ||
    shared !== policy.cacheShared

  const submit = (event: FormEvent) => {
    event.preventDefault()
    save.mutate(
      { cacheTtlMinutes: minutes, cacheMaxMegabytes: megabytes, cacheShared: shared },
      { onSuccess: () => toast({ text: t("saved"), tone: "ok" }) },
    )
  }
  return (
    <form onSubmit={submit} noValidate className="grid max-w-measure gap-4">
      <div className="flex flex-wrap items-center gap-x-6 gap-y-3">
        <span className="flex items-center gap-2">
          <span aria-hidden>{t("ttl")}</span>
          <NumberInput
            label={t("ttl")}
            value={minutes}
            {...cacheBounds.minutes}
            onChange={setMinutes}
            className="w-24"
          />
        </span>
        <span className="flex items-center gap-2">
          <span aria-hidden>{t("size")}</span>
          <NumberInput
            label={t("size")}
            value={megabytes}
            {...cacheBounds.megabytes}
            onChange={setMegabytes}
            className="w-24"
          />
        </span>
      </div>
      <div className="flex items-start gap-3">
        <Switch id={id} checked={shared} onChange={setShared} aria-describedby={`${id}-hint`} />
        <div>
          <label htmlFor={id}>{t("shared")}</label>
          <p id={`${id}-hint`} className="text-pretty text-ink-2 text-xs">
            {t("sharedHint")}
          </p>
        </div>
      </div>
      {save.error ? <ErrorCard {...errorText(faultOf(save.error))} /> : null}
      <Button type="submit" busy={save.isPending} disabled={!isChanged} className="justify-self-start">
        {common("save")}
      </Button>
    </form>
  )
}
