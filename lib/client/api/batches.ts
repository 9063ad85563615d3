import * as z from "zod/mini"
import type { JoinBatchInput } from "#lib/domain/batch"
import { nothing, request } from "./request.ts"

/** The new runs, in the order of the body's `runs`. */
const joinedSchema = z.object({ runIds: z.array(z.string()) })
export type JoinedRuns = z.infer<typeof joinedSchema>

/** Adds runs to a batch that streams; its event stream then tells of them. */
export function joinBatch(batchId: string, body: JoinBatchInput): Promise<JoinedRuns> {
  return request(joinedSchema, `/api/batches/${encodeURIComponent(batchId)}/runs`, { method: "POST", body })
}

/** Stops all runs of a batch, also at the upstream. */
export async function cancelBatch(batchId: string): Promise<void> {
  await request(nothing, `/api/batches/${encodeURIComponent(batchId)}/cancel`, { method: "POST" })
}
