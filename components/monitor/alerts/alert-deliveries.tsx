"use client"

import { useQuery } from "@tanstack/react-query"
import { CircleAlert, CircleCheck, Clock } from "lucide-react"
import { useState } from "react"
import { useTranslations } from "use-intl"
import { useErrorText } from "#components/shell/error-text"
import { LoadFault } from "#components/shell/load-fault"
import { Button } from "#components/ui/button"
import { Skeleton } from "#components/ui/skeleton"
import { useToast } from "#components/ui/toast"
import { alertDeliveriesQuery, useRetryAlertDelivery } from "#lib/client/api/alert-deliveries"
import { faultOf } from "#lib/client/api/fault-of"
import type { AlertDelivery } from "#lib/domain/alerts/alert-channel"
import { useAlertsText } from "./alerts-text"

/** So many are shown at first. */
const atFirst = 10

const looks = {
  sent: { Icon: CircleCheck, color: "text-ok" },
  waiting: { Icon: Clock, color: "text-warn" },
  failed: { Icon: CircleAlert, color: "text-error" },
}

/** What was sent where, what waits for another try, and what was given up. */
export function AlertDeliveries() {
  const t = useTranslations("operations.alerts.deliveries")
  const common = useTranslations("common")
  const deliveries = useQuery(alertDeliveriesQuery())
  const [all, setAll] = useState(false)
  if (deliveries.isError && !deliveries.data)
    return <LoadFault error={deliveries.error} onRetry={() => deliveries.refetch()} />
  if (!deliveries.data)
    return (
      <div role="status" aria-label={common("loading")}>
        <Skeleton className="h-12" />
      </div>
    )
  const list = deliveries.data.deliveries
  if (list.length === 0) return <p className="text-ink-2 text-sm">{t("none")}</p>
  return (
    <>
      <ul className="divide-y border-y">
        {(all ? list : list.slice(0, atFirst)).map((delivery) => (
          <DeliveryRow key={delivery.id} delivery={delivery} />
        ))}
      </ul>
      {list.length > atFirst ? (
        <Button variant="ghost" size="sm" className="mt-2" onClick={() => setAll(!all)}>
          {all ? t("fewer") : t("more", { count: list.length - atFirst })}
        </Button>
      ) : null}
    </>
  )
}

function DeliveryRow({ delivery }: { delivery: AlertDelivery }) {
  const t = useTranslations("operations.alerts.deliveries")
  const text = useAlertsText()
  const errorText = useErrorText()
  const toast = useToast()
  const retry = useRetryAlertDelivery()
  const { Icon, color } = looks[delivery.status]
  const facts = [
    delivery.channelName,
    t(`status.${delivery.status}`, { at: text.moment(delivery.at), attempts: delivery.attempts }),
  ]
  return (
    <li className="flex flex-wrap items-start gap-x-3 gap-y-1 py-2.5 sm:flex-nowrap">
      <Icon aria-hidden size={16} className={`mt-0.5 shrink-0 ${color}`} />
      <div className="min-w-0 flex-1 basis-56">
        <p className="break-words text-sm">{delivery.title}</p>
        <p className="figures mt-0.5 break-words text-ink-2 text-xs">{facts.join(" · ")}</p>
        {delivery.problem ? (
          <p className="mt-0.5 break-words text-error text-xs">{text.problem(delivery.problem)}</p>
        ) : null}
      </div>
      {delivery.status === "failed" && delivery.alertId !== null ? (
        <Button
          size="sm"
          busy={retry.isPending}
          onClick={() =>
            retry.mutate(delivery.id, {
              onError: (error) => toast({ text: errorText(faultOf(error)).title, tone: "error" }),
            })
          }
        >
          {t("retry")}
        </Button>
      ) : null}
    </li>
  )
}
