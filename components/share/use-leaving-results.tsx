"use client"

import { useQueries } from "@tanstack/react-query"
import { useMemo } from "react"
import { useConnections, usePlayground } from "#components/playground/playground-context"
import { judgementsQuery } from "#lib/client/api/batch"
import { askedOf, variantOf } from "#lib/client/run-plan"
import { type LeavingResult, leavingResults } from "#lib/client/share/leaving"
import type { Workspace } from "#lib/client/workspace"
import type { Judgement } from "#lib/domain/judgement"

/** The judgements of each batch, undefined where they are not loaded. */
type Judged = Map<string, Record<string, Judgement> | undefined>

/** The results that can be handed on, with the notes about them looked through, too. */
export function useLeavingResults(now: Workspace): LeavingResult[] {
  const { outputs } = usePlayground()
  const { connections } = useConnections()
  const batchIds = useMemo(
    () => [
      ...new Set(now.columns.flatMap(({ results }) => Object.values(results).map(({ batchId }) => batchId))),
    ],
    [now],
  )
  const judged = useQueries({
    queries: batchIds.map((batchId) => judgementsQuery(batchId)),
    combine: (queries): Judged => new Map(queries.map(({ data }, index) => [batchIds[index] ?? "", data])),
  })
  return useMemo(
    () =>
      leavingResults(now, {
        runOf: outputs.run,
        noteOf: ({ batchId, runId }) => {
          const known = judged.get(batchId)
          return known && (known[runId]?.note ?? "")
        },
        isStale: (column, row, { asked }) => {
          const variant = variantOf(now, column, connections, row)
          return asked !== undefined && variant !== undefined && askedOf(variant) !== asked
        },
      }),
    [now, outputs, connections, judged],
  )
}
