import { queryOptions } from "@tanstack/react-query"
import { request } from "./request.ts"

const answer = () => import("#lib/domain/balance").then(({ balanceAnswer }) => balanceAnswer)

/** `GET /api/connections/:id/balance`, for admins: what is left at the provider; null where it does not say. */
export function connectionBalanceQuery(connectionId: string) {
  return queryOptions({
    queryKey: ["connection-balance", connectionId],
    queryFn: ({ signal }) =>
      request(answer, `/api/connections/${encodeURIComponent(connectionId)}/balance`, { signal }),
    staleTime: 60_000,
    retry: false,
  })
}
