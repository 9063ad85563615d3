import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query"
import { request } from "./request.ts"

const detail = () => import("#lib/domain/history").then(({ batchDetailSchema }) => batchDetailSchema)
const page = () => import("#lib/domain/history").then(({ batchesPageSchema }) => batchesPageSchema)
const judgements = () => import("#lib/domain/history").then(({ judgementsSchema }) => judgementsSchema)

export const batchesKey = ["batches"] as const

/** What is said of the runs of any batch. */
export const judgementsBase = ["judgements"] as const

export function judgementsKey(batchId: string) {
  return [...judgementsBase, batchId] as const
}

function path(batchId: string): string {
  return `/api/batches/${encodeURIComponent(batchId)}`
}

/** `GET /api/batches/:id`: a comparison in full. */
export function batchQuery(batchId: string) {
  return queryOptions({
    queryKey: [...batchesKey, "one", batchId],
    queryFn: ({ signal }) => request(detail, path(batchId), { signal }),
  })
}

/** `GET /api/batches`: one person's batches, newest first, page by page. */
export function batchesQuery() {
  return infiniteQueryOptions({
    queryKey: [...batchesKey, "list"],
    queryFn: ({ pageParam, signal }) =>
      request(page, "/api/batches", { query: { limit: 25, cursor: pageParam }, signal }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ nextCursor }) => nextCursor ?? undefined,
  })
}

/** `GET /api/batches/:id/judgements`: by run, of those about which anything was said. */
export function judgementsQuery(batchId: string) {
  return queryOptions({
    queryKey: judgementsKey(batchId),
    queryFn: async ({ signal }) =>
      (await request(judgements, `${path(batchId)}/judgements`, { signal })).judgements,
    staleTime: 60_000,
  })
}
