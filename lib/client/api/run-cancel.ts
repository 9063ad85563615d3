import { send } from "./request.ts"

/** Stops one run, also at the upstream. */
export async function cancelRun(runId: string): Promise<void> {
  await send(`/api/runs/${encodeURIComponent(runId)}/cancel`, { method: "POST" })
}
