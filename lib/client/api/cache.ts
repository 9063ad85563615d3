import { queryOptions, useMutation, useQueryClient } from "@tanstack/react-query"
import { request } from "./request.ts"

const figures = () => import("#lib/domain/answer-cache").then(({ cacheFiguresSchema }) => cacheFiguresSchema)
const cleared = () => import("#lib/domain/answer-cache").then(({ clearedCacheSchema }) => clearedCacheSchema)

/** `GET /api/cache`: what the cache of answers holds now. */
export function cacheQuery() {
  return queryOptions({
    queryKey: ["cache"],
    queryFn: ({ signal }) => request(figures, "/api/cache", { signal }),
    staleTime: 0,
  })
}

/** `DELETE /api/cache`: forgets one's own answers, or (admins) everybody's. */
export function useClearCache() {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (whose: "own" | "all") =>
      request(cleared, "/api/cache", { method: "DELETE", query: { whose } }),
    onSettled: () => client.invalidateQueries({ queryKey: ["cache"] }),
  })
}
