"use client"

import { useQuery } from "@tanstack/react-query"
import { createContext, use, useCallback, useSyncExternalStore } from "react"
import { type StoreApi, useStore } from "zustand"
import { connectionsQuery } from "#lib/client/api/connections"
import type { BatchController } from "#lib/client/batch-controller"
import type { OutputStore } from "#lib/client/output-store"
import { type CellFault, faultKey } from "#lib/client/run-tracker"
import { type Column, type ColumnResult, shownCell, type Workspace } from "#lib/client/workspace"
import type { Edit } from "#lib/client/workspace-edits"
import type { WorkspaceKeeper } from "#lib/client/workspace-keeper"
import type { WorkspaceKind } from "#lib/client/workspace-kind"
import type { WorkspaceStore } from "#lib/client/workspace-store"
import type { Connection } from "#lib/domain/connection"
import type { RunState } from "#lib/domain/run"
import type { ExportKind } from "./export-job"

/**
 * What lies over the page: values of a parameter to try in a row, a picture seen large, code (for one column, or all), or
 * a file that is being made.
 */
export type Sheet =
  | { kind: "strip"; columnId: string; parameter?: string }
  | { kind: "viewer"; runId: string; index: number }
  | { kind: "code"; columnId?: string }
  | { kind: "export"; format: ExportKind }

/** The stores of one mounted playground. */
export interface PlaygroundStores {
  /** Words or pictures: which page this is. */
  kind: WorkspaceKind
  sheet: StoreApi<Sheet | undefined>
  workspace: WorkspaceStore
  outputs: OutputStore
  controller: BatchController
  /** Undefined until the workspace has been loaded from the browser's storage. */
  keeper: WorkspaceKeeper | undefined
  /** Where an unreadable workspace was set aside. */
  asideKey: string | undefined
  mayRun: boolean
  /** Says which image that pictures start from the server has no more: then nothing can run. */
  lost?: string | undefined
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

/** Whether pictures are made here; a plain question of the page, which renders nothing again. */
export function useIsImage(): boolean {
  return usePlayground().kind === "image"
}

/** Opens what lies over the page. */
export function useOpenSheet(): (sheet: Sheet) => void {
  const { sheet } = usePlayground()
  return useCallback((next) => sheet.setState(next, true), [sheet])
}

const CellContext = createContext<string | undefined>(undefined)

/** Inside it, a column's parts show this cell in place of the one that the column shows. */
export const CellProvider = CellContext

/** The cell of a column that is shown here. */
export function useCellKey(columnId: string): string {
  const fixed = use(CellContext)
  return useWorkspace((workspace) => {
    if (fixed !== undefined) return fixed
    const column = findColumn(workspace, columnId)
    return column ? shownCell(workspace, column) : ""
  })
}

/** Which run a column shows here; undefined when it has none. */
export function useResult(columnId: string): ColumnResult | undefined {
  const cell = useCellKey(columnId)
  return useWorkspace((workspace) => findColumn(workspace, columnId)?.results[cell])
}

function findColumn({ columns }: Workspace, columnId: string): Column | undefined {
  return columns.find(({ id }) => id === columnId)
}

/**
 * What `select` reads of a column's run; renders again only when that changes. `select` returns parts of the run as
 * they are, or plain values, so that equal ones compare equal.
 */
export function useRun<T>(columnId: string, select: (run: RunState) => T): T | undefined {
  return useRunById(useResult(columnId)?.runId, select)
}

/** What `select` reads of a run, wherever it is shown. */
export function useRunById<T>(runId: string | undefined, select: (run: RunState) => T): T | undefined {
  const { outputs } = usePlayground()
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
export function useFault(columnId: string): CellFault | undefined {
  const key = faultKey(columnId, useCellKey(columnId))
  return useStore(usePlayground().controller.state, ({ faults }) => faults[key])
}

/** True when there is something to compare: more than one column. */
export function useIsComparison(): boolean {
  return useWorkspace(({ columns }) => columns.length > 1)
}

const noConnections: Connection[] = []

/** The connections that there are; empty while they load. */
export function useConnections(): { connections: Connection[]; isLoading: boolean; error: Error | null } {
  const { data, isPending, error } = useQuery(connectionsQuery())
  return { connections: data ?? noConnections, isLoading: isPending, error }
}
