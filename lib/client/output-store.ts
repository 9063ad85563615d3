import type { LoggedEvent, RunEvent } from "#lib/domain/events"
import { applyRunEvent, queuedRun, type RunState } from "#lib/domain/run"

/** Calls back once, at the next occasion to paint; returns a function that calls it off. */
export type ScheduleFrame = (callback: () => void) => () => void

/** A run that has been planned, by what the request called it. */
export interface PlannedRunId {
  batchId: string
  runId: string
  variantIndex: number
  row: number
  sample: number
}

/**
 * What the upstreams say, outside React: events queue up and are folded once per frame, and only the
 * subscribers of a run that changed hear of it. So a token in one column renders no other column.
 */
export interface OutputStore {
  push: (batchId: string, events: LoggedEvent[]) => void
  /** Puts in a run that did not come by a stream, for instance from history. */
  put: (run: RunState) => void
  run: (runId: string) => RunState | undefined
  /** The run that a batch made of a variant, once the server has named it. */
  runIdOf: (batchId: string, variantIndex: number) => string | undefined
  subscribe: (runId: string, listener: () => void) => () => void
  /** Hears which runs were planned, and when a batch finished; not the tokens. */
  subscribeToBatches: (listener: (change: BatchChange) => void) => () => void
  /** Folds what is queued now, without waiting for the frame. */
  flush: () => void
  /** The frame that is on order is called off; events queue until the next push. */
  dispose: () => void
}

export type BatchChange =
  | { kind: "planned"; runs: PlannedRunId[] }
  | { kind: "ended"; run: RunState; batchId: string }
  | { kind: "finished"; batchId: string }

export function createOutputStore(schedule: ScheduleFrame): OutputStore {
  const runs = new Map<string, RunState>()
  const planned = new Map<string, string>()
  const listeners = new Map<string, Set<() => void>>()
  const batchListeners = new Set<(change: BatchChange) => void>()
  let queue: { batchId: string; event: RunEvent }[] = []
  let callOff: (() => void) | undefined

  const tell = (change: BatchChange) => {
    for (const listener of [...batchListeners]) listener(change)
  }

  const fold = (event: RunEvent, batchId: string, changed: Set<string>, changes: BatchChange[]) => {
    if (event.type === "batch.finished") {
      changes.push({ kind: "finished", batchId })
      return
    }
    if (event.type === "batch.started") {
      for (const run of event.runs) {
        planned.set(`${batchId} ${run.variantIndex}`, run.runId)
        if (!runs.has(run.runId)) {
          runs.set(run.runId, queuedRun(run))
          changed.add(run.runId)
        }
      }
      changes.push({ kind: "planned", runs: event.runs.map((run) => ({ ...run, batchId })) })
      return
    }
    const before = runs.get(event.runId)
    const after =
      before === undefined && event.type === "run.snapshot"
        ? event.run
        : before && applyRunEvent(before, event)
    if (!after || after === before) return
    if (!before) planned.set(`${batchId} ${after.variantIndex}`, after.runId)
    if (!before) changes.push({ kind: "planned", runs: [{ ...after, batchId }] })
    runs.set(event.runId, after)
    changed.add(event.runId)
    if (event.type === "run.finished") changes.push({ kind: "ended", run: after, batchId })
  }

  const flush = () => {
    callOff?.()
    callOff = undefined
    const events = queue
    queue = []
    const changed = new Set<string>()
    const changes: BatchChange[] = []
    for (const { event, batchId } of events) fold(event, batchId, changed, changes)
    for (const change of changes) tell(change)
    for (const runId of changed) for (const listener of [...(listeners.get(runId) ?? [])]) listener()
  }

  return {
    push(batchId, events) {
      for (const { event } of events) queue.push({ batchId, event })
      if (queue.length > 0) callOff ??= schedule(flush)
    },
    put(run) {
      runs.set(run.runId, run)
      for (const listener of [...(listeners.get(run.runId) ?? [])]) listener()
    },
    run: (runId) => runs.get(runId),
    runIdOf: (batchId, variantIndex) => planned.get(`${batchId} ${variantIndex}`),
    subscribe(runId, listener) {
      const all = listeners.get(runId) ?? new Set()
      listeners.set(runId, all.add(listener))
      return () => {
        all.delete(listener)
        if (all.size === 0 && listeners.get(runId) === all) listeners.delete(runId)
      }
    },
    subscribeToBatches(listener) {
      batchListeners.add(listener)
      return () => batchListeners.delete(listener)
    },
    flush,
    dispose() {
      callOff?.()
      callOff = undefined
    },
  }
}
