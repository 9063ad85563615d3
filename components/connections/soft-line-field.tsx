"use client"

import { useQuery } from "@tanstack/react-query"
import { type FormEvent, useId, useState } from "react"
import { useTranslations } from "use-intl"
import { useErrorText } from "#components/shell/error-text"
import { Button } from "#components/ui/button"
import { TextInput } from "#components/ui/text-input"
import { useToast } from "#components/ui/toast"
import { faultOf } from "#lib/client/api/fault-of"
import { policyQuery, useChangePolicy } from "#lib/client/api/manage-connections"

const least = 50
const most = 100

/** From which share of a plan's quota on Bracket slows down by itself. */
export function SoftLineField() {
  const t = useTranslations("operations.services.softLine")
  const errorText = useErrorText()
  const toast = useToast()
  const id = useId()
  const policy = useQuery(policyQuery())
  const change = useChangePolicy()
  const [typed, setTyped] = useState<string>()
  if (!policy.data) return null
  const shown = typed ?? String(policy.data.softLine)
  const value = Number(shown)
  const isValid = /^\d+$/.test(shown) && value >= least && value <= most
  const isChanged = shown !== String(policy.data.softLine)
  const save = (event: FormEvent) => {
    event.preventDefault()
    if (!isValid || !isChanged) return
    change.mutate(
      { softLine: value },
      {
        onSuccess: () => setTyped(undefined),
        onError: (error) => {
          const { title, hint } = errorText(faultOf(error))
          toast({ text: `${title}. ${hint}`, tone: "error" })
        },
      },
    )
  }
  return (
    <form onSubmit={save} className="flex flex-col gap-1">
      <div className="flex flex-wrap items-center gap-2 text-sm">
        <label htmlFor={id}>{t("label")}</label>
        <TextInput
          id={id}
          inputMode="numeric"
          value={shown}
          onChange={(event) => setTyped(event.target.value)}
          invalid={!isValid}
          aria-describedby={`${id}-hint`}
          className="figures w-16"
        />
        <span aria-hidden>%</span>
        <Button type="submit" size="sm" aria-disabled={!isValid || !isChanged} busy={change.isPending}>
          {t("save")}
        </Button>
      </div>
      <p id={`${id}-hint`} className={isValid ? "text-pretty text-ink-2 text-xs" : "text-error text-xs"}>
        {isValid ? t("hint") : t("invalid", { least, most })}
      </p>
    </form>
  )
}
