import { queryOptions } from "@tanstack/react-query"
import type { RunSummary } from "#lib/domain/history"
import { request } from "./request.ts"
import { runsKey } from "./runs.ts"

const page = () => import("#lib/domain/history").then(({ historyPageSchema }) => historyPageSchema)

/** All runs of a batch by `GET /api/runs?batch=`, in the order of the comparison: variant, row, sample. */
export function batchRunsQuery(batchId: string) {
  return queryOptions({
    queryKey: [...runsKey, "of-batch", batchId],
    queryFn: async ({ signal }): Promise<RunSummary[]> => {
      const runs: RunSummary[] = []
      let cursor: string | null | undefined
      do {
        const query = { batch: batchId, limit: 100, cursor: cursor ?? undefined }
        const { runs: more, nextCursor } = await request(page, "/api/runs", { query, signal })
        runs.push(...more)
        cursor = nextCursor
      } while (cursor)
      return runs.sort(byPlace)
    },
  })
}

function byPlace(a: RunSummary, b: RunSummary): number {
  return a.variantIndex - b.variantIndex || a.row - b.row || a.sample - b.sample
}
