import { queryOptions, useMutation, useQueryClient } from "@tanstack/react-query"
import { request, send } from "./request.ts"

const schemas = () => import("#lib/domain/alerts/alert")

/** Of everything about alerts: any change may show anywhere on their page. */
export const alertsKey = ["alerts"]

/** How often the page of alerts looks again, in ms: as often as the server looks at the rules. */
export const alertsEveryMs = 15_000

/** `GET /api/alerts`: what fires, what has fired, what is muted; for admins. */
export function alertsQuery() {
  return queryOptions({
    queryKey: [...alertsKey, "overview"],
    queryFn: ({ signal }) => request(async () => (await schemas()).alertsAnswer, "/api/alerts", { signal }),
    refetchInterval: alertsEveryMs,
  })
}

/** A call that changes something about alerts, which is all read again. */
export function useAlertMutation<Variables, Answer>(call: (variables: Variables) => Promise<Answer>) {
  const client = useQueryClient()
  return useMutation({
    mutationFn: call,
    onSettled: () => client.invalidateQueries({ queryKey: alertsKey }),
  })
}

/** `POST /api/alerts/mute`: of all alerts where no key is said; null ends it. */
export const useMuteAlerts = () =>
  useAlertMutation((body: { key?: string; until: number | null }) =>
    send("/api/alerts/mute", { method: "POST", body }),
  )
