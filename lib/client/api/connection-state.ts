import { queryOptions } from "@tanstack/react-query"
import { request } from "./request.ts"

const answer = () => import("#lib/domain/connection-state").then((module) => module.connectionStateAnswer)

/** `GET /api/connections/:id/state`: how a connection stands just now. */
export function connectionStateQuery(connectionId: string) {
  return queryOptions({
    queryKey: ["connection-state", connectionId],
    queryFn: ({ signal }) =>
      request(answer, `/api/connections/${encodeURIComponent(connectionId)}/state`, { signal }),
    staleTime: 0,
    retry: false,
  })
}
