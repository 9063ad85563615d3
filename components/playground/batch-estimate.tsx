"use client"

import { useDeferredValue, useMemo } from "react"
import { EstimateLine } from "#components/compare/estimate-line"
import { estimateBatch } from "#lib/client/compare/estimate-batch"
import { cellsOf, planOf } from "#lib/client/run-plan"
import { targetOf } from "#lib/client/variant"
import { useConnections, useWorkspace } from "./playground-context"

/** What a run of all columns would send and cost, before it is sent; counted when there is time for it. */
export function BatchEstimate() {
  const { connections } = useConnections()
  const workspace = useDeferredValue(useWorkspace((state) => state))
  const estimate = useMemo(() => {
    const { variants, runs } = planOf(workspace, cellsOf(workspace, workspace.columns), connections)
    const times = new Map<number, number>()
    for (const { variantIndex } of runs) times.set(variantIndex, (times.get(variantIndex) ?? 0) + 1)
    const planned = variants.map((variant, index) => ({
      variant,
      runs: times.get(index) ?? 0,
      model: targetOf(workspace.mode, variant, connections)?.model,
    }))
    return estimateBatch(planned, Date.now())
  }, [workspace, connections])
  return <EstimateLine estimate={estimate} ceiling={workspace.costCeiling} />
}
