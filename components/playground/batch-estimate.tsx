"use client"

import { useDeferredValue, useMemo } from "react"
import { useStore } from "zustand"
import { EstimateLine } from "#components/compare/estimate-line"
import { estimateBatch } from "#lib/client/compare/estimate-batch"
import { isProbablyKept } from "#lib/client/probably-kept"
import { cellsOf, planOf } from "#lib/client/run-plan"
import { targetOf } from "#lib/client/variant"
import { useConnections, usePlayground, useWorkspace } from "./playground-context"

/** What a run of all columns would send and cost, before it is sent; counted when there is time for it. */
export function BatchEstimate() {
  const { connections } = useConnections()
  const { controller, outputs } = usePlayground()
  // What has ended since may be kept.
  const revision = useStore(controller.state, (state) => state.revision)
  const workspace = useDeferredValue(useWorkspace((state) => state))
  // biome-ignore lint/correctness/useExhaustiveDependencies: outputs change with each revision
  const estimate = useMemo(() => {
    const { variants, runs, cells } = planOf(workspace, cellsOf(workspace, workspace.columns), connections)
    const times = new Map<number, number>()
    const kept = new Map<number, number>()
    for (const [index, { variantIndex }] of runs.entries()) {
      times.set(variantIndex, (times.get(variantIndex) ?? 0) + 1)
      const variant = variants[variantIndex]
      const cell = cells[index]
      if (variant && cell && isProbablyKept(variant, cell, { workspace, connections, runOf: outputs.run }))
        kept.set(variantIndex, (kept.get(variantIndex) ?? 0) + 1)
    }
    const planned = variants.map((variant, index) => ({
      variant,
      runs: times.get(index) ?? 0,
      kept: kept.get(index) ?? 0,
      model: targetOf(workspace.mode, variant, connections)?.model,
    }))
    return estimateBatch(planned, Date.now())
  }, [workspace, connections, revision])
  return <EstimateLine estimate={estimate} ceiling={workspace.costCeiling} />
}
