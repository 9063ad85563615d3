import { queryOptions } from "@tanstack/react-query"
import type { AlertRule } from "#lib/domain/alerts/alert-rules"
import { alertsEveryMs, alertsKey, useAlertMutation } from "./alerts.ts"
import { request } from "./request.ts"

const answer = async () => (await import("#lib/domain/alerts/alert")).alertRulesAnswer

/** `GET /api/alerts/rules`: the rules, and what their values are just now. */
export function alertRulesQuery() {
  return queryOptions({
    queryKey: [...alertsKey, "rules"],
    queryFn: ({ signal }) => request(answer, "/api/alerts/rules", { signal }),
    refetchInterval: alertsEveryMs,
  })
}

/** `PUT /api/alerts/rules`. */
export const useChangeAlertRules = () =>
  useAlertMutation((rules: AlertRule[]) =>
    request(answer, "/api/alerts/rules", { method: "PUT", body: { rules } }),
  )
