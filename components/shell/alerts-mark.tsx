"use client"

import { useQuery } from "@tanstack/react-query"
import { useTranslations } from "use-intl"
import { alertsFiringQuery } from "#lib/client/api/alerts-firing"

/** How many alerts fire, at the way to Monitor. Nothing at all while none does, or while nobody can tell. */
export function AlertsMark() {
  const t = useTranslations("nav")
  const { data } = useQuery(alertsFiringQuery())
  if (!data?.firing) return null
  return (
    <span className="figures inline-flex h-4 min-w-4 items-center justify-center rounded-full bg-error-soft px-1 font-medium text-2xs text-error max-sm:absolute max-sm:top-1 max-sm:ml-8">
      <span aria-hidden>{data.firing}</span>
      <span className="sr-only">{t("alertsFiring", { count: data.firing })}</span>
    </span>
  )
}
