"use client"

import { useMemo } from "react"
import { useStore } from "zustand"
import { isFinal } from "#lib/domain/outcome"
import type { RunState } from "#lib/domain/run"
import { usePlayground, useWorkspace } from "./playground-context"
import { useNow } from "./use-now"
import { useRunReader } from "./use-run-reader"

export interface Progress {
  /** Runs of the batches at work, and how many of them have ended. */
  count: number
  done: number
  failed: number
  /** US dollars of what has ended; undefined when no price is known. */
  cost: number | undefined
  /** Expected ms until the last one ends; undefined before one has, and where that has passed. */
  etaMs: number | undefined
}

/** How far the runs at work have come; undefined while nothing runs. Changes when runs begin or end, not with tokens. */
export function useProgress(): Progress | undefined {
  const { controller, outputs } = usePlayground()
  const active = useStore(controller.state, (state) => state.active)
  const columns = useWorkspace((workspace) => workspace.columns)
  const concurrency = useWorkspace((workspace) => workspace.concurrency)
  const now = useNow(active.size > 0)
  const runIds = useMemo(() => {
    const results = columns.flatMap((column) => Object.values(column.results))
    const batches = new Set(results.filter(({ runId }) => active.has(runId)).map(({ batchId }) => batchId))
    return results.filter(({ batchId }) => batches.has(batchId)).map(({ runId }) => runId)
  }, [columns, active])
  const ended = useMemo(
    () =>
      runIds.flatMap((runId) => {
        const run = active.has(runId) ? undefined : outputs.run(runId)
        return run ? [run] : []
      }),
    [runIds, active, outputs],
  )
  if (active.size === 0 || runIds.length < 2) return undefined
  return {
    count: runIds.length,
    done: ended.length,
    failed: ended.filter(({ status }) => status === "failed" || status === "interrupted").length,
    cost: sumOf(ended.map(({ cost }) => cost)),
    etaMs: etaOf(ended, runIds.length, concurrency, now),
  }
}

/** The sum of what is known; undefined when nothing is. */
export function sumOf(costs: (number | undefined)[]): number | undefined {
  const known = costs.filter((cost) => cost !== undefined)
  return known.length === 0 ? undefined : known.reduce((sum, cost) => sum + cost, 0)
}

/** What is left, at the pace of what has ended: mean duration by lanes. */
function etaOf(ended: RunState[], count: number, concurrency: number, now: number): number | undefined {
  const durations = ended.flatMap(({ timing }) => (timing && timing.totalMs > 0 ? [timing.totalMs] : []))
  if (durations.length === 0) return undefined
  const mean = durations.reduce((sum, ms) => sum + ms, 0) / durations.length
  const left = (mean * (count - ended.length)) / Math.min(concurrency, Math.max(1, count - ended.length))
  const lastEnd = Math.max(...ended.map(({ finishedAt }) => finishedAt ?? 0))
  // Used up while the rest waits for something else: nobody knows.
  const rest = left - Math.max(0, now - lastEnd)
  return rest > 0 ? rest : undefined
}

/** Those of these runs that have ended; changes when one ends or is loaded, not with tokens. */
export function useEndedRuns(runIds: (string | undefined)[]): (RunState | undefined)[] {
  const runOf = useRunReader()
  const key = runIds.join(" ")
  return useMemo(
    () =>
      key.split(" ").map((runId) => {
        const run = runOf(runId)
        return run && isFinal(run.status) ? run : undefined
      }),
    [key, runOf],
  )
}
