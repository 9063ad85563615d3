"use client"

import { useMemo } from "react"
import { targetOf } from "#lib/client/variant"
import type { Column } from "#lib/client/workspace"
import type { ParameterTarget } from "#lib/domain/parameters"
import { useConnections, useWorkspace } from "./playground-context"

/** Whose model a column asks, in which mode; undefined while that is not known. */
export function useTarget(column: Column): ParameterTarget | undefined {
  const mode = useWorkspace((workspace) => workspace.mode)
  const { connections } = useConnections()
  const hasInitImage = useWorkspace((workspace) => (column.start ?? workspace).initImage !== undefined)
  return useMemo(
    () => targetOf(mode, column, connections, hasInitImage),
    [mode, column, connections, hasInitImage],
  )
}
