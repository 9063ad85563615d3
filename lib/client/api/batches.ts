import type { JoinedRuns } from "#lib/domain/answers"
import type { JoinBatchInput } from "#lib/domain/batch"
import { request, send } from "./request.ts"

export type { JoinedRuns }

const joined = () => import("#lib/domain/answers").then(({ joinedAnswer }) => joinedAnswer)

/** Adds runs to a batch that streams; its event stream then tells of them. */
export function joinBatch(batchId: string, body: JoinBatchInput): Promise<JoinedRuns> {
  return request(joined, `/api/batches/${encodeURIComponent(batchId)}/runs`, { method: "POST", body })
}

/** Stops these runs of a batch, or all of it, also at the upstream. */
export async function cancelBatch(batchId: string, runIds?: string[]): Promise<void> {
  await send(`/api/batches/${encodeURIComponent(batchId)}/cancel`, {
    method: "POST",
    body: runIds && { runIds },
  })
}
