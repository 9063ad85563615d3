import type { QueryClient } from "@tanstack/react-query"
import { batchQuery } from "#lib/client/api/batch"
import { ApiError } from "#lib/client/api/request"
import type { BatchDetail } from "#lib/domain/history"
import type { RunState } from "#lib/domain/run"

/** A batch in full, as it is stored now; an answer of so many ms ago (`freshMs`) is good enough where one is given. */
export function fetchBatchDetail(queries: QueryClient, batchId: string, freshMs = 0): Promise<BatchDetail> {
  return queries.fetchQuery({ ...batchQuery(batchId), staleTime: freshMs })
}

/** The runs of a batch as they are stored now; undefined when there is none (any more). */
export async function fetchBatchRuns(queries: QueryClient, batchId: string): Promise<RunState[] | undefined> {
  try {
    return (await fetchBatchDetail(queries, batchId)).runs.map(({ run }) => run)
  } catch (error) {
    if (error instanceof ApiError && error.status === 404) return undefined
    throw error
  }
}
