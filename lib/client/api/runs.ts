import { infiniteQueryOptions, keepPreviousData, queryOptions } from "@tanstack/react-query"
import type { RunFacets } from "#lib/domain/answers"
import type { HistoryFilter } from "#lib/domain/history"
import { request } from "./request.ts"

export type { RunFacets }

const page = () => import("#lib/domain/history").then(({ historyPageSchema }) => historyPageSchema)
const facets = () => import("#lib/domain/answers").then(({ facetsAnswer }) => facetsAnswer)

/** `GET /api/runs`: one person's runs, newest first, page by page. */
export const runsKey = ["runs"] as const

export function runsQuery(filter: HistoryFilter) {
  return infiniteQueryOptions({
    queryKey: [...runsKey, "list", filter],
    queryFn: ({ pageParam, signal }) =>
      request(page, "/api/runs", { query: { ...filter, limit: 50, cursor: pageParam }, signal }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ nextCursor }) => nextCursor ?? undefined,
    placeholderData: keepPreviousData,
  })
}

/** `GET /api/runs/facets`: what there is to filter by. */
export function facetsQuery() {
  return queryOptions({
    queryKey: [...runsKey, "facets"],
    queryFn: ({ signal }) => request(facets, "/api/runs/facets", { signal }),
    staleTime: 60_000,
  })
}
