"use client"

import { useMemo } from "react"
import { useFormatter, useLocale, useTranslations } from "use-intl"
import { useErrorText } from "#components/shell/error-text"
import type { Alert } from "#lib/domain/alerts/alert"
import type { AlertProblem } from "#lib/domain/alerts/alert-channel"
import {
  alertRemedy,
  alertTitle,
  alertValueText,
  durationText,
  subjectName,
} from "#lib/domain/alerts/alert-text"

const quotas = [
  "requestsPerDay",
  "tokensPerDay",
  "costPerDay",
  "requestsPerSecond",
  "requestsPerMinute",
  "tokensPerMinute",
] as const

/** Returns the functions that write about alerts in the person's language. */
export function useAlertsText() {
  const t = useTranslations("operations.alerts")
  const locale = useLocale()
  const format = useFormatter()
  const errorText = useErrorText()
  return useMemo(
    () => ({
      title: (alert: Pick<Alert, "kind" | "subject" | "value" | "threshold">) => alertTitle(alert, locale),
      subject: (subject: Alert["subject"]) => subjectName(subject, locale),
      remedy: (alert: Pick<Alert, "kind">) => alertRemedy(alert.kind, locale),
      value: (kind: Alert["kind"], value: number | null) => alertValueText(kind, value, locale),
      duration: (ms: number) => durationText(ms, locale),
      moment: (at: number) =>
        format.dateTime(at, { dateStyle: "medium", timeStyle: "short", hourCycle: "h23" }),
      /** What matters most about it; undefined where there is nothing to add. */
      detail({ kind, detail }: Pick<Alert, "kind" | "detail">): string | undefined {
        if (detail === null) return undefined
        if (kind === "error-rate") return errorText({ code: detail, message: detail, hint: "" }).title
        if (kind === "service-away") return detail
        const quota = quotas.find((name) => name === detail)
        return quota && t(`quota.${quota}`)
      },
      problem: ({ code, detail }: AlertProblem) => t(`problem.${code}`, { detail }),
    }),
    [t, locale, format, errorText],
  )
}
