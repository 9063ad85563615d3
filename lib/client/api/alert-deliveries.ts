import { queryOptions } from "@tanstack/react-query"
import { alertsEveryMs, alertsKey, useAlertMutation } from "./alerts.ts"
import { request, send } from "./request.ts"

/** `GET /api/alerts/deliveries`: the last messages, newest first. */
export function alertDeliveriesQuery() {
  return queryOptions({
    queryKey: [...alertsKey, "deliveries"],
    queryFn: ({ signal }) =>
      request(
        async () => (await import("#lib/domain/alerts/alert-channel")).alertDeliveriesAnswer,
        "/api/alerts/deliveries",
        { signal },
      ),
    refetchInterval: alertsEveryMs,
  })
}

/** `POST /api/alerts/deliveries/:id/retry`. */
export const useRetryAlertDelivery = () =>
  useAlertMutation((id: string) =>
    send(`/api/alerts/deliveries/${encodeURIComponent(id)}/retry`, { method: "POST" }),
  )
