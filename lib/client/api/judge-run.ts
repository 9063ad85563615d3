import { useMutation, useQueryClient } from "@tanstack/react-query"
import type { ChangeRun } from "#lib/domain/history"
import type { Judgement } from "#lib/domain/judgement"
import { batchesKey, judgementsKey } from "./batch.ts"
import { runKeyBase } from "./listed-runs.ts"
import { send } from "./request.ts"
import { runsKey } from "./runs.ts"

/** What a person says about a run; what is left out stays as it is. */
export type Judging = Pick<ChangeRun, "rating" | "note" | "winner">

type Judgements = Record<string, Judgement>

/** `PATCH /api/runs/:id`. */
export async function judgeRun(runId: string, judging: Judging): Promise<void> {
  await send(`/api/runs/${encodeURIComponent(runId)}`, { method: "PATCH", body: judging })
}

/** The same for runs of any batch: shown at once, taken back when the server refuses. */
export function useJudgeRun() {
  const client = useQueryClient()
  return useMutation({
    // One after the other: two changes of one run must not overtake each other.
    scope: { id: "judge" },
    mutationFn: ({ runId, judging }: { batchId: string; runId: string; judging: Judging }) =>
      judgeRun(runId, judging),
    onMutate: async ({ batchId, runId, judging }) => {
      const key = judgementsKey(batchId)
      await client.cancelQueries({ queryKey: key })
      const before = client.getQueryData<Judgements>(key)?.[runId]
      client.setQueryData<Judgements>(key, (all) => ({ ...all, [runId]: judged(all?.[runId], judging) }))
      return { before }
    },
    onError: (_, { batchId, runId }, context) =>
      client.setQueryData<Judgements>(judgementsKey(batchId), ({ [runId]: _, ...others } = {}) =>
        context?.before ? { ...others, [runId]: context.before } : others,
      ),
    onSettled: async (_, __, { batchId }) => {
      await Promise.all([
        client.invalidateQueries({ queryKey: judgementsKey(batchId) }),
        client.invalidateQueries({ queryKey: batchesKey }),
        client.invalidateQueries({ queryKey: runsKey }),
        client.invalidateQueries({ queryKey: runKeyBase }),
      ])
    },
  })
}

function judged(before: Judgement | undefined, judging: Judging): Judgement {
  const given = Object.entries(judging).filter(([, value]) => value !== undefined)
  return { rating: null, note: "", winner: false, ...before, ...Object.fromEntries(given) }
}
