import type { StoreApi } from "zustand/vanilla"
import type { JoinedRuns } from "#lib/client/api/batches"
import { ApiError } from "#lib/client/api/request"
import type { JoinBatchInput } from "#lib/domain/batch"
import type { Connection } from "#lib/domain/connection"
import type { RunState } from "#lib/domain/run"
import { joinedRunIdOf, runIdOf } from "#lib/domain/run-id"
import { createBatchStreams } from "./batch-streams.ts"
import { keyedChecks } from "./check-key.ts"
import { pruneResults } from "./column-edits.ts"
import type { EventStreamOptions } from "./event-stream.ts"
import type { OutputStore } from "./output-store.ts"
import { needsRetry } from "./retry.ts"
import { obstaclesOf } from "./run-obstacles.ts"
import { askedOf, type Cell, cellsOf, maxBatchRuns, type Plan, planOf } from "./run-plan.ts"
import { createRunStops } from "./run-stops.ts"
import { type ControllerState, createRunTracker, faultKey, type TrackedRun } from "./run-tracker.ts"
import { createShownResults } from "./shown-results.ts"
import { setupOf, type Workspace } from "./workspace.ts"
import { kindOf } from "./workspace-kind.ts"
import type { WorkspaceStore } from "./workspace-store.ts"

export interface BatchCalls {
  follow: (options: EventStreamOptions) => () => void
  join: (batchId: string, body: JoinBatchInput) => Promise<JoinedRuns>
  /** Stops these runs of a batch, or all of it. */
  cancel: (batchId: string, runIds?: string[]) => Promise<void>
  /** The runs of a batch as they are stored; undefined when there is none (any more). */
  loadBatch: (batchId: string) => Promise<RunState[] | undefined>
  pause: (ms: number) => Promise<void>
}

/**
 * What is run of the columns that are named: all their cells, or those that have come to nothing; `fresh`: all, and none of
 * them answered from the cache.
 */
export type RunScope = "all" | "failed" | "fresh"

export interface BatchController {
  state: StoreApi<ControllerState>
  /**
   * Runs these columns (all without a list), those that can run, and of them what does not run already; with a row, of
   * that row only.
   */
  run: (columnIds?: string[], scope?: RunScope, rowId?: string) => void
  /** Stops these columns (everything without a list). Rejects with an ApiError when the server did not take it. */
  stop: (columnIds?: string[]) => Promise<void>
  /**
   * Shows what the workspace's columns show, now and whenever that changes, and follows what of it has not ended;
   * returns a function that stops following (the batches themselves go on).
   */
  attach: () => () => void
  /** True while any run of a column has not ended. */
  isRunning: (columnId: string) => boolean
  /** True while every run of a column that has not ended was told to stop. */
  isStopping: (columnId: string) => boolean
}

/** A join whose answer was lost is sent again, by the same id, after so many ms each. */
const joinPauses = [1_000, 2_000, 4_000, 8_000]

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
  const tracker = createRunTracker(workspace, outputs)
  const stops = createRunStops(tracker, calls.cancel)
  /** Runs whose join has no answer yet: that their batch ends meanwhile says nothing about them. */
  const joining = new Set<string>()

  const streams = createBatchStreams({
    state: tracker.state,
    follow: calls.follow,
    onEvents: outputs.push,
    onLive: (batchId) => stops.carryOut(batchId, (runId) => !joining.has(runId)),
    onEnd(batchId, end) {
      outputs.flush()
      const waiting = tracker.ofBatch(batchId).filter(({ runId }) => !joining.has(runId))
      if (end.kind === "refused") tracker.refuse(waiting, { kind: "refused", error: end.error })
      else {
        tracker.end(waiting.map(({ runId }) => runId))
        if (waiting.length > 0) shown.lookUp(batchId)
      }
    },
  })
  const shown = createShownResults({
    workspace,
    outputs,
    tracker,
    loadBatch: calls.loadBatch,
    follow: (batchId) => streams.follow(batchId),
  })

  const runsOf = (batchId: string, plan: Plan, idOf: (index: number) => string): TrackedRun[] => {
    const asked = plan.variants.map(askedOf)
    return plan.cells.map(({ column, key }, index) => ({
      runId: idOf(index),
      batchId,
      columnId: column.id,
      cell: key,
      asked: asked[plan.runs[index]?.variantIndex ?? 0],
    }))
  }

  const startBatch = (cells: Cell[], scope: RunScope, stopped: ReadonlySet<string> = new Set()) => {
    const batchId = newId()
    const now = workspace.getState()
    const plan = planOf(now, cells, connections())
    const runs = runsOf(batchId, plan, (index) => runIdOf(batchId, index))
    tracker.begin(runs)
    stops.keep(runs.filter(({ columnId, cell }) => stopped.has(faultKey(columnId, cell))))
    streams.follow(batchId, {
      batchId,
      kind: kindOf(now.mode),
      variants: plan.variants,
      runs: plan.runs,
      concurrency: now.concurrency,
      ...terms(now, scope),
    })
  }

  const join = async (batchId: string, cells: Cell[], scope: RunScope) => {
    const joinId = newId()
    const now = workspace.getState()
    const plan = planOf(now, cells, connections())
    const runs = runsOf(batchId, plan, (index) => joinedRunIdOf(batchId, joinId, index))
    for (const { runId } of runs) joining.add(runId)
    tracker.begin(runs)
    const settle = () => {
      for (const { runId } of runs) joining.delete(runId)
    }
    try {
      if (!(await streams.whenLive(batchId))) throw new ApiError("conflict", "The batch has ended.")
      await sendJoin(batchId, { joinId, variants: plan.variants, runs: plan.runs, ...terms(now, scope) })
      settle()
      // The batch may have ended before the answer came: these runs have opened it again.
      streams.follow(batchId)
      if (streams.isLive(batchId)) stops.carryOut(batchId, () => true)
    } catch (cause) {
      settle()
      const error = cause instanceof ApiError ? cause : new ApiError("internal", String(cause), { cause })
      const left = runs.flatMap(({ runId }) => tracker.get(runId) ?? [])
      // The batch ended in between: a new one takes the runs, with the stops that were meant for them.
      if (error.code === "conflict" || error.status === 404) {
        const stopped = new Set(
          left
            .filter(({ runId }) => stops.isKept(runId))
            .map(({ columnId, cell }) => faultKey(columnId, cell)),
        )
        tracker.withdraw(left)
        startBatch(cells, scope, stopped)
      } else tracker.refuse(left, { kind: "refused", error })
    }
  }

  /** Sends a join until there is an answer: by its id, the server takes it once. */
  const sendJoin = async (batchId: string, body: JoinBatchInput) => {
    for (const pause of [...joinPauses, undefined]) {
      try {
        return await calls.join(batchId, body)
      } catch (error) {
        const isLost = error instanceof ApiError && (error.status === 0 || error.status >= 502)
        if (!isLost || pause === undefined) throw error
        await calls.pause(pause)
      }
    }
  }

  /** Which cells a press of Run is for. */
  const cellsToRun = (now: Workspace, ids: string[] | undefined, scope: RunScope): Cell[] => {
    const { faults } = tracker.state.getState()
    const able = now.columns
      .filter(({ id }) => !ids || ids.includes(id))
      .filter((column) => obstaclesOf(now, column, connections()).length === 0)
    return cellsOf(now, able).filter(({ column, key }) => {
      const runId = column.results[key]?.runId
      if (runId !== undefined && tracker.get(runId)) return false
      if (scope !== "failed") return true
      return faultKey(column.id, key) in faults || (runId !== undefined && needsRetry(outputs.run(runId)))
    })
  }

  const activeOf = (columnId: string) => tracker.all().filter((run) => run.columnId === columnId)

  return {
    state: tracker.state,
    run(ids, scope = "all", rowId) {
      const cells = cellsToRun(workspace.getState(), ids, scope).filter(
        ({ row }) => rowId === undefined || row.id === rowId,
      )
      if (cells.length === 0 || (scope !== "failed" && cells.length > maxBatchRuns)) return
      // Rows and samples that are gone for good take their results with them.
      workspace.setState(pruneResults)
      const some = cells.slice(0, maxBatchRuns)
      const batchId = streams.joinable((candidate) => tracker.ofBatch(candidate).length > 0)
      if (batchId) void join(batchId, some, scope)
      else startBatch(some, scope)
    },
    stop(ids) {
      const runs = tracker.all().filter(({ columnId }) => !ids || ids.includes(columnId))
      return stops.stop(runs, ({ batchId, runId }) => streams.isLive(batchId) && !joining.has(runId))
    },
    attach() {
      const unsubscribe = outputs.subscribeToBatches((change) => {
        // The server has taken these: what they replace is shown nowhere any more, and stands in History.
        if (change.kind === "planned")
          outputs.forget(change.runIds.flatMap((runId) => tracker.get(runId)?.previous?.runId ?? []))
        if (change.kind !== "ended") return
        tracker.end([change.run.runId])
        tracker.revise()
      })
      const detach = shown.attach()
      return () => {
        detach()
        unsubscribe()
        streams.closeAll()
        tracker.clear()
      }
    },
    isRunning: (columnId) => activeOf(columnId).length > 0,
    isStopping: (columnId) =>
      activeOf(columnId).every(({ runId }) => runId in tracker.state.getState().stopping),
  }
}

/** What holds for a batch beside its runs, as the workspace says it now. */
function terms(workspace: Workspace, scope: RunScope) {
  const { checks, costCeiling } = workspace
  const cache = scope === "fresh" ? ("fresh" as const) : workspace.cache
  return {
    setup: setupOf(workspace),
    ...(checks.length > 0 ? { checks: keyedChecks(checks) } : {}),
    ...(costCeiling === undefined ? {} : { costCeiling }),
    ...(cache === undefined ? {} : { cache }),
  }
}
