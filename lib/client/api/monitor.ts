import { infiniteQueryOptions, keepPreviousData, queryOptions } from "@tanstack/react-query"
import type { groupings, MonitorQuery } from "#lib/domain/monitor/answers"
import { request } from "./request.ts"

const schemas = () => import("#lib/domain/monitor/answers")

/** Which figures: the query as it goes out; what is absent is not asked for. */
export type AskedFigures = Partial<MonitorQuery>

/** How often figures are asked for anew while the page is seen, in ms: short ranges live, long ones change slowly. */
export function refreshMs({ range, from }: AskedFigures): number {
  if (from !== undefined || range === "7d" || range === "30d" || range === "90d") return 60_000
  return range === "6h" || range === "24h" ? 15_000 : 5_000
}

/** `GET /api/monitor/series`. */
export function seriesQuery(asked: AskedFigures) {
  return queryOptions({
    queryKey: ["monitor", "series", asked],
    queryFn: ({ signal }) =>
      request(async () => (await schemas()).seriesAnswer, "/api/monitor/series", { query: asked, signal }),
    refetchInterval: refreshMs(asked),
    placeholderData: keepPreviousData,
    staleTime: 0,
  })
}

/** `GET /api/monitor/totals`. */
export function totalsQuery(asked: AskedFigures & { by: (typeof groupings)[number] }) {
  return queryOptions({
    queryKey: ["monitor", "totals", asked],
    queryFn: ({ signal }) =>
      request(async () => (await schemas()).totalsAnswer, "/api/monitor/totals", { query: asked, signal }),
    refetchInterval: Math.max(15_000, refreshMs(asked)),
    placeholderData: keepPreviousData,
    staleTime: 0,
  })
}

/** `GET /api/monitor/live`. */
export function liveQuery() {
  return queryOptions({
    queryKey: ["monitor", "live"],
    queryFn: ({ signal }) =>
      request(async () => (await schemas()).liveAnswer, "/api/monitor/live", { signal }),
    refetchInterval: 5_000,
    staleTime: 0,
  })
}

/** `GET /api/monitor/runs`: the runs behind a figure, page by page. */
export function monitoredRunsQuery(asked: AskedFigures & { status?: string; code?: string }) {
  return infiniteQueryOptions({
    queryKey: ["monitor", "runs", asked],
    queryFn: ({ pageParam, signal }) =>
      request(async () => (await schemas()).monitoredRunsAnswer, "/api/monitor/runs", {
        query: { ...asked, limit: 50, cursor: pageParam },
        signal,
      }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ nextCursor }) => nextCursor ?? undefined,
  })
}
