import { useMutation, useQueryClient } from "@tanstack/react-query"
import type { ChangeBatch } from "#lib/domain/history"
import { batchesKey } from "./batch.ts"
import { changeListed } from "./listed-runs.ts"
import { send } from "./request.ts"
import { changeScope } from "./run.ts"
import { runsKey } from "./runs.ts"

/** `PATCH /api/batches/:id` and `DELETE /api/batches/:id`: shown at once, taken back when the server refuses. */
export function useChangeBatch() {
  const client = useQueryClient()
  return useMutation({
    scope: changeScope,
    mutationFn: ({ batchId, change }: { batchId: string; change: ChangeBatch }) => {
      const path = `/api/batches/${encodeURIComponent(batchId)}`
      return change.deleted === true
        ? send(path, { method: "DELETE" })
        : send(path, { method: "PATCH", body: change })
    },
    onMutate: ({ batchId, change }) => changeListed(client, { batchId }, change),
    onError: (_error, _change, takeBack) => takeBack?.(),
    onSettled: async (_answer, error, { change }) => {
      if (!error && change.deleted === undefined) return
      await Promise.all([
        client.invalidateQueries({ queryKey: runsKey }),
        client.invalidateQueries({ queryKey: batchesKey }),
      ])
    },
  })
}
