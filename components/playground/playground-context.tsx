"use client"

import { useQuery } from "@tanstack/react-query"
import { createContext, use, useCallback, useSyncExternalStore } from "react"
import { useStore } from "zustand"
import { connectionsQuery } from "#lib/client/api/connections"
import type { BatchController, ColumnFault } from "#lib/client/batch-controller"
import type { OutputStore } from "#lib/client/output-store"
import type { Workspace } from "#lib/client/workspace"
import type { Edit } from "#lib/client/workspace-edits"
import type { WorkspaceKeeper } from "#lib/client/workspace-keeper"
import type { WorkspaceStore } from "#lib/client/workspace-store"
import type { Connection } from "#lib/domain/connection"
import type { RunState } from "#lib/domain/run"

/** The stores of one mounted playground. */
export interface PlaygroundStores {
  workspace: WorkspaceStore
  outputs: OutputStore
  controller: BatchController
  /** Undefined until the workspace has been loaded from the browser's storage. */
  keeper: WorkspaceKeeper | undefined
  /** Where an unreadable workspace was set aside. */
  asideKey: string | undefined
  mayRun: boolean
  /** This browser has kept a workspace before. */
  returning: boolean
}

const PlaygroundContext = createContext<PlaygroundStores | undefined>(undefined)

export const PlaygroundProvider = PlaygroundContext

export function usePlayground(): PlaygroundStores {
  const stores = use(PlaygroundContext)
  if (!stores) throw new Error("usePlayground needs a Playground around it")
  return stores
}

/** A part of the workspace; renders again only when that part changes. */
export function useWorkspace<T>(select: (workspace: Workspace) => T): T {
  return useStore(usePlayground().workspace, select)
}

/** Returns the function that changes the workspace by an edit of workspace-edits.ts. */
export function useEdit(): (edit: Edit) => void {
  const { workspace } = usePlayground()
  return useCallback((edit) => workspace.setState(edit), [workspace])
}

/**
 * What `select` reads of a column's run; renders again only when that changes. `select` returns parts of the run as
 * they are, or plain values, so that equal ones compare equal.
 */
export function useRun<T>(columnId: string, select: (run: RunState) => T): T | undefined {
  const { outputs } = usePlayground()
  const runId = useWorkspace(({ columns }) => columns.find(({ id }) => id === columnId)?.result?.runId)
  const subscribe = useCallback(
    (listener: () => void) => (runId === undefined ? () => {} : outputs.subscribe(runId, listener)),
    [outputs, runId],
  )
  const read = () => {
    const run = runId === undefined ? undefined : outputs.run(runId)
    return run && select(run)
  }
  return useSyncExternalStore(subscribe, read, () => undefined)
}

/** Why a column that asked for a run has none. */
export function useFault(columnId: string): ColumnFault | undefined {
  return useStore(usePlayground().controller.state, ({ faults }) => faults[columnId])
}

const noConnections: Connection[] = []

/** The connections that there are; empty while they load. */
export function useConnections(): { connections: Connection[]; isLoading: boolean; error: Error | null } {
  const { data, isPending, error } = useQuery(connectionsQuery())
  return { connections: data ?? noConnections, isLoading: isPending, error }
}
