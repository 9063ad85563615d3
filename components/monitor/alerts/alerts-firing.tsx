"use client"

import { CircleCheck, TriangleAlert } from "lucide-react"
import { useTranslations } from "use-intl"
import { type Alert, type AlertMute, alertKeyOf } from "#lib/domain/alerts/alert"
import { useAlertsText } from "./alerts-text"
import { MuteMenu } from "./mute-menu"

/** What fires now, and what can be done about it. */
export function AlertsFiring({ firing, mutes }: { firing: Alert[]; mutes: AlertMute[] }) {
  const t = useTranslations("operations.alerts.firing")
  if (firing.length === 0)
    return (
      <p className="flex items-center gap-2 py-2 text-sm">
        <CircleCheck aria-hidden size={16} className="shrink-0 text-ok" />
        <span>
          {t("none")} <span className="text-ink-2">{t("noneHint")}</span>
        </span>
      </p>
    )
  return (
    <ul className="divide-y border-y">
      {firing.map((alert) => (
        <FiringAlert key={alert.id} alert={alert} mutes={mutes} />
      ))}
    </ul>
  )
}

function FiringAlert({ alert, mutes }: { alert: Alert; mutes: AlertMute[] }) {
  const t = useTranslations("operations.alerts.firing")
  const text = useAlertsText()
  const detail = text.detail(alert)
  const peak = text.value(alert.kind, alert.peak)
  const facts = [
    t("since", { at: text.moment(alert.firedAt) }),
    t("for", { duration: text.duration(Date.now() - alert.firedAt) }),
    ...(peak === "" || alert.peak === null ? [] : [t("peak", { value: peak })]),
  ]
  return (
    <li className="flex flex-wrap items-start gap-x-3 gap-y-2 py-3 sm:flex-nowrap">
      <TriangleAlert aria-hidden size={16} className="mt-0.5 shrink-0 text-error" />
      <div className="min-w-0 flex-1 basis-56">
        <p className="break-words font-medium text-sm">{text.title(alert)}</p>
        <p className="figures mt-0.5 text-ink-2 text-xs">{facts.join(" · ")}</p>
        {detail ? <p className="mt-0.5 break-words text-ink-2 text-xs">{t("detail", { detail })}</p> : null}
        <p className="mt-1 max-w-measure text-pretty text-sm">{text.remedy(alert)}</p>
      </div>
      <MuteMenu mutes={mutes} alertKey={alertKeyOf(alert)} name={text.title(alert)} />
    </li>
  )
}
