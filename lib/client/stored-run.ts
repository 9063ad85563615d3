import type { QueryClient } from "@tanstack/react-query"
import { runQuery } from "#lib/client/api/run"
import type { RunDetail } from "#lib/domain/history"

/** A run in full, as it is stored now. */
export function fetchRunDetail(queries: QueryClient, runId: string): Promise<RunDetail> {
  return queries.fetchQuery({ ...runQuery(runId), staleTime: 0 })
}
