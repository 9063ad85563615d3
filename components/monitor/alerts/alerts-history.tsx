"use client"

import { useState } from "react"
import { useTranslations } from "use-intl"
import { Button } from "#components/ui/button"
import type { Alert } from "#lib/domain/alerts/alert"
import { useAlertsText } from "./alerts-text"

/** So many are shown at first. */
const atFirst = 10

/** What has fired and is over: when, how long, how far. */
export function AlertsHistory({ history }: { history: Alert[] }) {
  const t = useTranslations("operations.alerts.history")
  const text = useAlertsText()
  const [all, setAll] = useState(false)
  if (history.length === 0) return <p className="py-2 text-ink-2 text-sm">{t("none")}</p>
  const shown = all ? history : history.slice(0, atFirst)
  return (
    <>
      <table className="w-full text-left text-sm">
        <thead className="border-b text-ink-2 text-xs max-sm:sr-only">
          <tr>
            <th className="py-1 pr-4 font-normal">{t("what")}</th>
            <th className="py-1 pr-4 font-normal">{t("when")}</th>
            <th className="py-1 pr-4 text-right font-normal">{t("lasted")}</th>
            <th className="py-1 text-right font-normal">{t("peak")}</th>
          </tr>
        </thead>
        <tbody className="divide-y border-b">
          {shown.map((alert) => (
            <tr key={alert.id} className="max-sm:flex max-sm:flex-wrap max-sm:gap-x-3 max-sm:py-2">
              <td className="break-words py-2 pr-4 max-sm:w-full max-sm:py-0">{text.title(alert)}</td>
              <td className="figures whitespace-nowrap py-2 pr-4 text-ink-2 max-sm:p-0 max-sm:text-xs">
                {text.moment(alert.firedAt)}
              </td>
              <td className="figures whitespace-nowrap py-2 pr-4 text-right max-sm:p-0 max-sm:text-xs">
                {text.duration((alert.resolvedAt ?? alert.firedAt) - alert.firedAt)}
              </td>
              <td className="figures whitespace-nowrap py-2 text-right max-sm:p-0 max-sm:text-xs">
                {text.value(alert.kind, alert.peak) || "–"}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {history.length > atFirst ? (
        <Button variant="ghost" size="sm" className="mt-2" onClick={() => setAll(!all)}>
          {all ? t("fewer") : t("more", { count: history.length - atFirst })}
        </Button>
      ) : null}
    </>
  )
}
