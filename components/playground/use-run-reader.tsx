"use client"

import { useMemo } from "react"
import { useStore } from "zustand"
import type { RunState } from "#lib/domain/run"
import { usePlayground } from "./playground-context"

/** Returns the function that reads a run; another one when a run has begun, ended or been loaded, not with tokens. */
export function useRunReader(): (runId: string | undefined) => RunState | undefined {
  const { controller, outputs } = usePlayground()
  const revision = useStore(controller.state, (state) => state.revision)
  return useMemo(() => readerOf(outputs, revision), [outputs, revision])
}

function readerOf(outputs: { run: (runId: string) => RunState | undefined }, _revision: number) {
  return (runId: string | undefined) => (runId === undefined ? undefined : outputs.run(runId))
}
