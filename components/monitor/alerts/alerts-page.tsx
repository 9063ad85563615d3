"use client"

import { useQuery } from "@tanstack/react-query"
import { useTranslations } from "use-intl"
import { SettingsSection } from "#components/settings/settings-section"
import { LoadFault } from "#components/shell/load-fault"
import { Skeleton } from "#components/ui/skeleton"
import { alertsQuery } from "#lib/client/api/alerts"
import { AlertChannels } from "./alert-channels"
import { AlertDeliveries } from "./alert-deliveries"
import { AlertRules } from "./alert-rules"
import { AlertsFiring } from "./alerts-firing"
import { AlertsHistory } from "./alerts-history"
import { MuteMenu } from "./mute-menu"

/** What fires and what has fired, by which rules, and who is told. */
export function AlertsPage() {
  const t = useTranslations("operations.alerts")
  const common = useTranslations("common")
  const overview = useQuery(alertsQuery())
  const { data } = overview
  return (
    <div>
      <header className="flex flex-wrap items-center justify-between gap-3">
        <h1 className="text-xl">{t("title")}</h1>
        {data ? <MuteMenu mutes={data.mutes} /> : <Skeleton className="h-8 w-40" />}
      </header>
      <SettingsSection id="firing" title={t("firing.title")}>
        {data ? (
          <AlertsFiring firing={data.firing} mutes={data.mutes} />
        ) : overview.isError ? (
          <LoadFault error={overview.error} onRetry={() => overview.refetch()} />
        ) : (
          <div role="status" aria-label={common("loading")}>
            <Skeleton className="h-12" />
          </div>
        )}
      </SettingsSection>
      <SettingsSection id="history" title={t("history.title")}>
        {data ? (
          <AlertsHistory history={data.history} />
        ) : overview.isError ? null : (
          <Skeleton className="h-12" />
        )}
      </SettingsSection>
      <SettingsSection id="rules" title={t("rules.title")} lead={t("rules.lead")}>
        <AlertRules />
      </SettingsSection>
      <SettingsSection id="channels" title={t("channels.title")} lead={t("channels.lead")}>
        <AlertChannels />
      </SettingsSection>
      <SettingsSection id="deliveries" title={t("deliveries.title")} lead={t("deliveries.lead")}>
        <AlertDeliveries />
      </SettingsSection>
    </div>
  )
}
