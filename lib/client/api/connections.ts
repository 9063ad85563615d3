import { queryOptions } from "@tanstack/react-query"
import type { Connection } from "#lib/domain/connection"
import { request } from "./request.ts"

/** What a page knows from its making; `stale`: some provider should be asked for its models. */
export interface KnownConnections {
  connections: Connection[]
  stale: boolean
}

const answer = () => import("#lib/domain/answers").then(({ connectionsAnswer }) => connectionsAnswer)

/** `GET /api/connections`: what one can run on, with models and prices. */
export function connectionsQuery() {
  return queryOptions({
    queryKey: ["connections"],
    queryFn: async ({ signal }) => (await request(answer, "/api/connections", { signal })).connections,
    staleTime: 60_000,
  })
}
