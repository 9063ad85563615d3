"use client"

import { BellOff } from "lucide-react"
import { useTranslations } from "use-intl"
import { useErrorText } from "#components/shell/error-text"
import { Badge } from "#components/ui/badge"
import { Button } from "#components/ui/button"
import { Menu } from "#components/ui/menu"
import { useToast } from "#components/ui/toast"
import { nextMorning } from "#lib/client/alert-channel-draft"
import { useMuteAlerts } from "#lib/client/api/alerts"
import { faultOf } from "#lib/client/api/fault-of"
import { type AlertMute, allAlerts } from "#lib/domain/alerts/alert"
import { useAlertsText } from "./alerts-text"

const hourMs = 3_600_000

/** Mutes messages of one alert, or of all, for a while; the page shows them all the same. */
export function MuteMenu(props: { mutes: AlertMute[]; alertKey?: string; name?: string }) {
  const t = useTranslations("operations.alerts.mute")
  const text = useAlertsText()
  const errorText = useErrorText()
  const toast = useToast()
  const mute = useMuteAlerts()
  const key = props.alertKey ?? allAlerts
  const muted = props.mutes.find((each) => each.key === key)
  const label = props.name === undefined ? t("all") : t("one", { name: props.name })

  const until = (moment: number | null) =>
    mute.mutate(
      { key, until: moment },
      {
        onError: (error) => {
          const { title, hint } = errorText(faultOf(error))
          toast({ text: `${title}. ${hint}`, tone: "error" })
        },
      },
    )
  if (muted)
    return (
      <span className="flex flex-wrap items-center gap-2">
        <Badge tone="warn" icon={<BellOff aria-hidden size={12} />}>
          {t("mutedUntil", { at: text.moment(muted.until) })}
        </Badge>
        <Button size="sm" busy={mute.isPending} onClick={() => until(null)}>
          {t("end")}
        </Button>
      </span>
    )
  return (
    <Menu
      label={label}
      align="end"
      trigger={(trigger) => (
        <Button {...trigger} size={props.alertKey === undefined ? "md" : "sm"} aria-label={label}>
          <BellOff aria-hidden size={14} />
          {props.alertKey === undefined ? label : t("short")}
        </Button>
      )}
      entries={[
        { kind: "item", label: t("hour"), onSelect: () => until(Date.now() + hourMs) },
        { kind: "item", label: t("hours"), onSelect: () => until(Date.now() + 8 * hourMs) },
        { kind: "item", label: t("morning"), onSelect: () => until(nextMorning(Date.now())) },
      ]}
    />
  )
}
