"use client"

import { createContext, type ReactNode, use, useEffect, useMemo, useState } from "react"
import type { Differences } from "#lib/client/column-differences"
import { useConnections, useWorkspace } from "./playground-context"

const nothing: Differences = { of: new Map(), same: [] }
const DifferencesContext = createContext(nothing)

/** Finds out once, for all columns, in what they differ; by code that comes with the second column. */
export function DifferencesProvider({ children }: { children: ReactNode }) {
  const { connections } = useConnections()
  const mode = useWorkspace((workspace) => workspace.mode)
  const columns = useWorkspace((workspace) => workspace.columns)
  const baselineId = useWorkspace((workspace) => workspace.baselineId)
  const isComparison = columns.length > 1
  const [code, setCode] = useState<typeof import("#lib/client/column-differences")>()
  useEffect(() => {
    if (isComparison) void import("#lib/client/column-differences").then(setCode, () => {})
  }, [isComparison])
  const differences = useMemo(
    () => (isComparison && code ? code.differencesOf({ mode, columns, baselineId }, connections) : nothing),
    [isComparison, code, mode, columns, baselineId, connections],
  )
  return <DifferencesContext value={differences}>{children}</DifferencesContext>
}

export function useDifferences(): Differences {
  return use(DifferencesContext)
}
