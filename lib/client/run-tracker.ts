import { createStore, type StoreApi } from "zustand/vanilla"
import type { ApiError } from "#lib/client/api/request"
import { setResults } from "./column-edits.ts"
import type { StreamState } from "./event-stream.ts"
import type { OutputStore } from "./output-store.ts"
import type { ColumnResult } from "./workspace.ts"
import type { WorkspaceStore } from "./workspace-store.ts"

/** Why a cell has no run to show although it asked for one. */
export type CellFault = { kind: "refused"; error: ApiError } | { kind: "gone" }

export interface ControllerState {
  /** The batches that are being followed. */
  streams: Record<string, StreamState>
  /** By `faultKey`. */
  faults: Record<string, CellFault>
  /** Runs that were told to stop and have not ended yet. */
  stopping: Record<string, true>
  /** Runs that have not ended, as far as this page knows. */
  active: ReadonlySet<string>
  /** Rises whenever runs have ended or have been loaded: what is made of ended runs is made anew then. */
  revision: number
}

/** A run that has not ended, and where its result belongs. Known here also when its column has left the workspace. */
export interface TrackedRun {
  runId: string
  batchId: string
  columnId: string
  cell: string
  /** See `askedOf`. */
  asked?: string
  /** What the cell showed before: comes back when the server refuses this one. */
  previous?: ColumnResult
}

/** Where the fault of a cell is kept. */
export function faultKey(columnId: string, cell: string): string {
  return `${columnId} ${cell}`
}

/** Knows the runs that have not ended, from the press of Run on, and writes them into their cells. */
export function createRunTracker(workspace: WorkspaceStore, outputs: OutputStore) {
  const state: StoreApi<ControllerState> = createStore<ControllerState>(() => ({
    streams: {},
    faults: {},
    stopping: {},
    active: new Set(),
    revision: 0,
  }))
  const tracked = new Map<string, TrackedRun>()

  const tell = () => {
    const stays = Object.entries(state.getState().stopping).filter(([runId]) => tracked.has(runId))
    state.setState({ active: new Set(tracked.keys()), stopping: Object.fromEntries(stays) })
  }

  const setFaults = (cells: { columnId: string; cell: string }[], fault: CellFault | undefined) =>
    state.setState(({ faults }) => {
      const next = { ...faults }
      for (const { columnId, cell } of cells)
        if (fault) next[faultKey(columnId, cell)] = fault
        else delete next[faultKey(columnId, cell)]
      return { faults: next }
    })

  const end = (runIds: string[]) => {
    const before = tracked.size
    for (const runId of runIds) tracked.delete(runId)
    if (tracked.size !== before) tell()
  }

  /** Takes runs out of their cells again, unless they have been seen: what was there before comes back. */
  const withdraw = (runs: TrackedRun[]) => {
    const unseen = runs.filter(({ runId }) => !outputs.run(runId))
    workspace.setState(
      setResults(unseen.map(({ columnId, cell, previous }) => ({ columnId, cell, result: previous }))),
    )
    end(runs.map(({ runId }) => runId))
  }

  return {
    state,
    setFaults,
    end,
    withdraw,
    get: (runId: string) => tracked.get(runId),
    all: () => [...tracked.values()],
    ofBatch: (batchId: string) => [...tracked.values()].filter((run) => run.batchId === batchId),
    /** Runs that are under way already, for instance after a reload. */
    track(runs: TrackedRun[]) {
      for (const run of runs) tracked.set(run.runId, run)
      tell()
    },
    /** Puts new runs into their cells. */
    begin(runs: TrackedRun[]) {
      const columns = workspace.getState().columns
      for (const run of runs) {
        const previous = columns.find(({ id }) => id === run.columnId)?.results[run.cell]
        tracked.set(run.runId, { ...run, previous })
      }
      workspace.setState(
        setResults(
          runs.map(({ columnId, cell, batchId, runId, asked }) => ({
            columnId,
            cell,
            result: { batchId, runId, asked },
          })),
        ),
      )
      setFaults(runs, undefined)
      tell()
    },
    /** The server did not take these: what their cells showed before comes back, with the reason beside it. */
    refuse(runs: TrackedRun[], fault: CellFault) {
      setFaults(runs, fault)
      withdraw(runs)
    },
    setStopping(runIds: string[], isStopping: boolean) {
      state.setState(({ stopping }) => {
        const next = { ...stopping }
        for (const runId of runIds)
          if (isStopping) next[runId] = true
          else delete next[runId]
        return { stopping: next }
      })
    },
    revise: () => state.setState(({ revision }) => ({ revision: revision + 1 })),
    /** Forgets all that is under way: the page leaves it. */
    clear() {
      tracked.clear()
      state.setState({ streams: {}, stopping: {}, active: new Set() })
    },
  }
}

export type RunTracker = ReturnType<typeof createRunTracker>
