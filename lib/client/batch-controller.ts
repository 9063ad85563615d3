import { createStore, type StoreApi } from "zustand/vanilla"
import type { JoinedRuns } from "#lib/client/api/batches"
import { ApiError } from "#lib/client/api/request"
import type { JoinBatchInput, Variant } from "#lib/domain/batch"
import type { Connection } from "#lib/domain/connection"
import { isFinal } from "#lib/domain/outcome"
import type { RunState } from "#lib/domain/run"
import type { EventStreamOptions, StreamState } from "./event-stream.ts"
import type { BatchChange, OutputStore } from "./output-store.ts"
import { obstaclesOf, variantOf } from "./variant.ts"
import type { Column, ColumnResult } from "./workspace.ts"
import { setResult } from "./workspace-edits.ts"
import type { WorkspaceStore } from "./workspace-store.ts"

/** Why a column has no run to show although it asked for one. */
export type ColumnFault = { kind: "refused"; error: ApiError } | { kind: "gone" }

export interface ControllerState {
  /** The batches that are being followed. */
  streams: Record<string, StreamState>
  /** By column. */
  faults: Record<string, ColumnFault>
  /** Columns that were told to stop and have not ended yet. */
  stopping: Record<string, true>
}

export interface BatchCalls {
  follow: (options: EventStreamOptions) => () => void
  join: (batchId: string, body: JoinBatchInput) => Promise<JoinedRuns>
  cancelBatch: (batchId: string) => Promise<void>
  cancelRun: (runId: string) => Promise<void>
  /** The run as it is stored; undefined when there is none (any more). */
  loadRun: (runId: string) => Promise<RunState | undefined>
}

export interface BatchController {
  state: StoreApi<ControllerState>
  /** Runs these columns (all without a list), those that can run and do not run already. */
  run: (columnIds?: string[]) => void
  /** Stops these columns (all without a list). Rejects with an ApiError when the server did not take it. */
  stop: (columnIds?: string[]) => Promise<void>
  /**
   * Follows what the workspace's columns were showing, and everything that is started from now on; returns a
   * function that stops following (the batches themselves go on). Can be called again after that.
   */
  attach: () => () => void
  /** Follows a batch that a column's result has just been set to. */
  follow: (batchId: string) => void
  /** Forgets a column's fault, for instance when its settings change. */
  clearFault: (columnId: string) => void
  /** True while a column's run has not ended. */
  isRunning: (columnId: string) => boolean
}

/** Carries a workspace's runs: one event stream for the batch at work, which later runs join. */
export function createBatchController({
  workspace,
  outputs,
  connections,
  calls,
  newId,
}: {
  workspace: WorkspaceStore
  outputs: OutputStore
  connections: () => Connection[]
  calls: BatchCalls
  newId: () => string
}): BatchController {
  const state = createStore<ControllerState>(() => ({ streams: {}, faults: {}, stopping: {} }))
  const closers = new Map<string, () => void>()
  /** Columns whose join has no answer yet: pressing Run again must not pay twice. */
  const joining = new Set<string>()
  /** Batches told to stop before the server had taken them. */
  const stopWhenLive = new Set<string>()

  const columns = (ids?: string[]): Column[] =>
    workspace.getState().columns.filter(({ id }) => !ids || ids.includes(id))

  const runOf = ({ result }: Column): RunState | undefined => {
    const runId = result && runIdOf(result, outputs)
    return runId === undefined ? undefined : outputs.run(runId)
  }

  const isRunning = (column: Column): boolean => {
    const run = runOf(column)
    if (run) return !isFinal(run.status)
    return column.result !== undefined && column.result.batchId in state.getState().streams
  }

  const setFault = (columnId: string, fault: ColumnFault | undefined) =>
    state.setState(({ faults }) => ({ faults: withKey(faults, columnId, fault) }))

  const setStopping = (columnId: string, stopping: true | undefined) =>
    state.setState((before) => ({ stopping: withKey(before.stopping, columnId, stopping) }))

  /** Forgets a stream, and what its columns still waited for. */
  const leave = (batchId: string) => {
    closers.get(batchId)?.()
    closers.delete(batchId)
    stopWhenLive.delete(batchId)
    state.setState(({ streams }) => ({ streams: withKey(streams, batchId, undefined) }))
    for (const column of columns()) if (column.result?.batchId === batchId) setStopping(column.id, undefined)
  }

  const columnsOfBatch = (batchId: string) => columns().filter(({ result }) => result?.batchId === batchId)

  const follow = (batchId: string, start?: EventStreamOptions["start"]) => {
    if (closers.has(batchId)) return
    state.setState(({ streams }) => ({ streams: { ...streams, [batchId]: "connecting" } }))
    const close = calls.follow({
      batchId,
      start,
      onEvents: (events) => outputs.push(batchId, events),
      onState: (streamState) => {
        if (!closers.has(batchId)) return
        state.setState(({ streams }) => ({ streams: { ...streams, [batchId]: streamState } }))
        if (streamState === "live" && stopWhenLive.delete(batchId)) void calls.cancelBatch(batchId)
      },
      onEnd: (end) => {
        outputs.flush()
        const waiting = columnsOfBatch(batchId).filter((column) => {
          const run = runOf(column)
          return !run || !isFinal(run.status)
        })
        leave(batchId)
        for (const column of waiting) {
          if (end.kind === "refused") {
            setFault(column.id, { kind: "refused", error: end.error })
            if (!runOf(column)) workspace.setState(setResult(column.id, undefined))
          } else void lookUp(column)
        }
      },
    })
    closers.set(batchId, close)
  }

  /** A run whose batch is no longer streamed may still stand in history. */
  const lookUp = async (column: Column) => {
    const runId = column.result?.runId
    try {
      const run = runId ? await calls.loadRun(runId) : undefined
      if (run) return outputs.put(run)
    } catch {
      // Not reached is not gone: the column keeps its place, and finds the run after a reload.
      return
    }
    if (runOf(column)) return
    setFault(column.id, { kind: "gone" })
    workspace.setState(setResult(column.id, undefined))
  }

  const hear = (change: BatchChange) => {
    if (change.kind === "ended") {
      for (const column of columns())
        if (runOf(column)?.runId === change.run.runId) setStopping(column.id, undefined)
    }
    if (change.kind !== "planned") return
    for (const { batchId, runId, variantIndex } of change.runs)
      for (const column of columnsOfBatch(batchId))
        if (column.result?.variantIndex === variantIndex && column.result.runId === undefined)
          workspace.setState(setResult(column.id, { batchId, variantIndex, runId }))
  }

  /** The batch that still runs, for new runs to join. */
  const liveBatch = (): string | undefined =>
    Object.keys(state.getState().streams).find(
      (batchId) => state.getState().streams[batchId] === "live" && columnsOfBatch(batchId).some(isRunning),
    )

  const startBatch = (jobs: Job[]) => {
    const batchId = newId()
    for (const [variantIndex, { column }] of jobs.entries())
      workspace.setState(setResult(column.id, { batchId, variantIndex }))
    follow(batchId, { batchId, kind: "text", ...plan(jobs) })
  }

  const join = async (batchId: string, jobs: Job[]) => {
    for (const { column } of jobs) joining.add(column.id)
    try {
      const { runIds } = await calls.join(batchId, { joinId: newId(), ...plan(jobs) })
      for (const [index, { column }] of jobs.entries())
        workspace.setState(setResult(column.id, { batchId, runId: runIds[index] }))
      // The batch may have ended before the answer came: these runs have opened it again.
      follow(batchId)
    } catch (error) {
      // The batch ended in between: a new one takes the runs.
      if (error instanceof ApiError && (error.code === "conflict" || error.status === 404)) startBatch(jobs)
      else if (error instanceof ApiError)
        for (const { column } of jobs) setFault(column.id, { kind: "refused", error })
      else throw error
    } finally {
      for (const { column } of jobs) joining.delete(column.id)
    }
  }

  return {
    state,
    run(ids) {
      const now = workspace.getState()
      const jobs = columns(ids).flatMap((column): Job[] => {
        if (joining.has(column.id) || isRunning(column) || obstaclesOf(now, column, connections()).length > 0)
          return []
        const variant = variantOf(now, column, connections())
        return variant ? [{ column, variant }] : []
      })
      if (jobs.length === 0) return
      for (const { column } of jobs) setFault(column.id, undefined)
      const batchId = liveBatch()
      if (batchId) void join(batchId, jobs)
      else startBatch(jobs)
    },
    async stop(ids) {
      const running = columns(ids).filter(isRunning)
      for (const column of running) setStopping(column.id, true)
      const batches = new Set(running.flatMap(({ result }) => result?.batchId ?? []))
      const cancels = [...batches].flatMap((batchId): Promise<void>[] => {
        const stopped = running.filter(({ result }) => result?.batchId === batchId)
        const runs = stopped.flatMap((column) => runOf(column)?.runId ?? [])
        if (runs.length < stopped.length) {
          const unheard = state.getState().streams[batchId] !== "live"
          if (unheard) stopWhenLive.add(batchId)
          else return [calls.cancelBatch(batchId)]
          return []
        }
        const all = columnsOfBatch(batchId).filter(isRunning).length === stopped.length
        return all ? [calls.cancelBatch(batchId)] : runs.map(calls.cancelRun)
      })
      try {
        await Promise.all(cancels)
      } catch (error) {
        for (const column of running) setStopping(column.id, undefined)
        throw error
      }
    },
    attach() {
      const unsubscribe = outputs.subscribeToBatches(hear)
      const batches = new Set(columns().flatMap(({ result }) => result?.batchId ?? []))
      for (const batchId of batches) follow(batchId)
      return () => {
        unsubscribe()
        for (const close of closers.values()) close()
        closers.clear()
        state.setState({ streams: {}, stopping: {} })
      }
    },
    follow,
    clearFault: (columnId) => setFault(columnId, undefined),
    isRunning: (columnId) => columns([columnId]).some(isRunning),
  }
}

/** The run that a column shows, once it has a name. */
export function runIdOf(result: ColumnResult, outputs: OutputStore): string | undefined {
  if (result.runId !== undefined) return result.runId
  return result.variantIndex === undefined ? undefined : outputs.runIdOf(result.batchId, result.variantIndex)
}

interface Job {
  column: Column
  variant: Variant
}

function plan(jobs: Job[]): Pick<JoinBatchInput, "variants" | "runs"> {
  return {
    variants: jobs.map(({ variant }) => variant),
    runs: jobs.map((_, variantIndex) => ({ variantIndex, row: 0, sample: 0 })),
  }
}

/** A record with a key set, or without it when the value is undefined; the same object when nothing changes. */
function withKey<T>(record: Record<string, T>, key: string, value: T | undefined): Record<string, T> {
  if (record[key] === value) return record
  const { [key]: _, ...rest } = record
  return value === undefined ? rest : { ...rest, [key]: value }
}
