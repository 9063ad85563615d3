import type { QueryClient } from "@tanstack/react-query"
import { ApiError } from "#lib/client/api/request"
import { runQuery } from "#lib/client/api/run"
import type { RunDetail } from "#lib/domain/history"
import type { RunState } from "#lib/domain/run"

/** A run in full, as it is stored now. */
export function fetchRunDetail(queries: QueryClient, runId: string): Promise<RunDetail> {
  return queries.fetchQuery({ ...runQuery(runId), staleTime: 0 })
}

/** A run as it is stored now; undefined when there is none (any more). */
export async function fetchRun(queries: QueryClient, runId: string): Promise<RunState | undefined> {
  try {
    return (await fetchRunDetail(queries, runId)).run
  } catch (error) {
    if (error instanceof ApiError && error.status === 404) return undefined
    throw error
  }
}
