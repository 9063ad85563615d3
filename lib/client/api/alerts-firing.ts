import { queryOptions } from "@tanstack/react-query"
import { alertsKey } from "./alerts.ts"
import { request } from "./request.ts"

/** `GET /api/alerts/firing`: how many alerts fire. Asked once a minute while the page is looked at. */
export function alertsFiringQuery() {
  return queryOptions({
    queryKey: [...alertsKey, "firing"],
    queryFn: ({ signal }) =>
      request(
        async () => (await import("#lib/domain/alerts/alert")).alertsFiringAnswer,
        "/api/alerts/firing",
        {
          signal,
        },
      ),
    staleTime: 60_000,
    refetchInterval: 60_000,
    retry: false,
  })
}
