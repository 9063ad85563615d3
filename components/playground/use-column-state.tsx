"use client"

import { useStore } from "zustand"
import type { Column } from "#lib/client/workspace"
import { phaseOf, type RunPhase } from "#lib/domain/run"
import { useFault, usePlayground, useResult, useRun } from "./playground-context"

/** What a column shows: nothing yet, a request on its way, a fault that left no run, or a run in its phase. */
export type ColumnPhase = RunPhase | "idle" | "loading" | "sending" | "refused" | "gone"

export function useColumnPhase(column: Column): ColumnPhase {
  const { controller } = usePlayground()
  const runPhase = useRun(column.id, phaseOf)
  const fault = useFault(column.id)
  const result = useResult(column.id)
  const isSent = useStore(controller.state, ({ active }) => result !== undefined && active.has(result.runId))
  if (fault) return fault.kind
  if (runPhase) return runPhase
  return isSent ? "sending" : result ? "loading" : "idle"
}

const activePhases = new Set<ColumnPhase>([
  "sending",
  "queued",
  "waiting",
  "connecting",
  "thinking",
  "writing",
  "drawing",
])

/** True while more may come. */
export function isActive(phase: ColumnPhase): boolean {
  return activePhases.has(phase)
}

/** True while any run of the workspace has not ended. */
export function useAnyRunning(): boolean {
  const { controller } = usePlayground()
  return useStore(controller.state, ({ active }) => active.size > 0)
}

/** True while any run of a column has not ended, shown or not. */
export function useIsColumnRunning(column: Column): boolean {
  const { controller } = usePlayground()
  return useStore(
    controller.state,
    ({ active }) => active.size > 0 && Object.values(column.results).some(({ runId }) => active.has(runId)),
  )
}
