"use client"

import { useCallback, useSyncExternalStore } from "react"
import { useStore } from "zustand"
import type { Column } from "#lib/client/workspace"
import { isFinal } from "#lib/domain/outcome"
import { phaseOf, type RunPhase } from "#lib/domain/run"
import { useFault, usePlayground, useRun, useWorkspace } from "./playground-context"

/** What a column shows: nothing yet, a request on its way, a fault that left no run, or a run in its phase. */
export type ColumnPhase = RunPhase | "idle" | "sending" | "refused" | "gone"

export function useColumnPhase(column: Column): ColumnPhase {
  const { controller } = usePlayground()
  const runPhase = useRun(column.id, phaseOf)
  const fault = useFault(column.id)
  const batchId = column.result?.batchId
  const isFollowed = useStore(
    controller.state,
    ({ streams }) => batchId !== undefined && streams[batchId] !== undefined,
  )
  if (fault) return fault.kind
  if (runPhase) return runPhase
  return isFollowed ? "sending" : "idle"
}

const activePhases = new Set<ColumnPhase>([
  "sending",
  "queued",
  "waiting",
  "connecting",
  "thinking",
  "writing",
])

/** True while more may come. */
export function isActive(phase: ColumnPhase): boolean {
  return activePhases.has(phase)
}

/** True while any column's run has not ended. */
export function useAnyRunning(): boolean {
  const { controller, outputs } = usePlayground()
  const columns = useWorkspace((workspace) => workspace.columns)
  const streams = useStore(controller.state, (state) => state.streams)
  const subscribe = useCallback(
    (listener: () => void) => {
      const stops = columns.flatMap(({ result }) =>
        result?.runId === undefined ? [] : outputs.subscribe(result.runId, listener),
      )
      return () => {
        for (const stop of stops) stop()
      }
    },
    [columns, outputs],
  )
  const read = () =>
    columns.some(({ result }) => {
      const run = result?.runId === undefined ? undefined : outputs.run(result.runId)
      if (run) return !isFinal(run.status)
      return result !== undefined && streams[result.batchId] !== undefined
    })
  return useSyncExternalStore(subscribe, read, () => false)
}
