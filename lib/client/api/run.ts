import { queryOptions, useMutation, useQueryClient } from "@tanstack/react-query"
import type { ChangeRun } from "#lib/domain/history"
import { isFinal } from "#lib/domain/outcome"
import { batchesKey, judgementsBase } from "./batch.ts"
import { changeListed, runKeyBase } from "./listed-runs.ts"
import { request, send } from "./request.ts"
import { runsKey } from "./runs.ts"

const detail = () => import("#lib/domain/history").then(({ runDetailSchema }) => runDetailSchema)

function path(runId: string): string {
  return `/api/runs/${encodeURIComponent(runId)}`
}

function runKey(runId: string) {
  return [...runKeyBase, runId] as const
}

/** `GET /api/runs/:id`: one run in full. Asked again every two seconds until it has ended. */
export function runQuery(runId: string) {
  return queryOptions({
    queryKey: runKey(runId),
    queryFn: ({ signal }) => request(detail, path(runId), { signal }),
    refetchInterval: ({ state }) =>
      state.data && !isFinal(state.data.summary.status) && state.status === "success" ? 2000 : false,
  })
}

/** One change after the other: two of the same run must not overtake each other. */
export const changeScope = { id: "change runs" }

/** `PATCH /api/runs/:id` and `DELETE /api/runs/:id`: shown at once, taken back when the server refuses. */
export function useChangeRun() {
  const client = useQueryClient()
  return useMutation({
    scope: changeScope,
    mutationFn: ({ runId, change }: { runId: string; change: ChangeRun }) =>
      change.deleted === true
        ? send(path(runId), { method: "DELETE" })
        : send(path(runId), { method: "PATCH", body: change }),
    onMutate: ({ runId, change }) => changeListed(client, { runId }, change),
    onError: (_error, _change, takeBack) => takeBack?.(),
    onSettled: async (_answer, error, { change }) => {
      // A star or a rating needs no new list, unless it went wrong; what came back or went away does.
      const lists = error || change.deleted !== undefined ? [runsKey, batchesKey] : []
      // The playground keeps judgements by batch.
      const isJudging = [change.rating, change.note, change.winner].some((said) => said !== undefined)
      // Another run, open or kept in full, may have lost its crown.
      const crowned = change.winner ? [runKeyBase] : []
      const stale = isJudging ? [...lists, ...crowned, judgementsBase] : lists
      await Promise.all(stale.map((queryKey) => client.invalidateQueries({ queryKey })))
    },
  })
}
