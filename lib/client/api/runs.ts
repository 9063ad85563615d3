import { infiniteQueryOptions, keepPreviousData, queryOptions } from "@tanstack/react-query"
import * as z from "zod/mini"
import { type HistoryFilter, historyPageSchema } from "#lib/domain/history"
import { request } from "./request.ts"

/** `GET /api/runs`: one person's runs, newest first, page by page. */
export const runsKey = ["runs"] as const

export function runsQuery(filter: HistoryFilter) {
  return infiniteQueryOptions({
    queryKey: [...runsKey, "list", filter],
    queryFn: ({ pageParam, signal }) =>
      request(historyPageSchema, "/api/runs", { query: { ...filter, limit: 50, cursor: pageParam }, signal }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.nextCursor ?? undefined,
    placeholderData: keepPreviousData,
  })
}

const facetsSchema = z.object({
  models: z.array(z.string()),
  connections: z.array(z.object({ id: z.string(), name: z.string() })),
})
export type RunFacets = z.infer<typeof facetsSchema>

/** `GET /api/runs/facets`: what there is to filter by. */
export function facetsQuery() {
  return queryOptions({
    queryKey: [...runsKey, "facets"],
    queryFn: ({ signal }) => request(facetsSchema, "/api/runs/facets", { signal }),
    staleTime: 60_000,
  })
}
