import type { LoggedEvent, RunEvent } from "#lib/domain/events"
import { isFinal } from "#lib/domain/outcome"
import { applyRunEvent, queuedRun, type RunState } from "#lib/domain/run"

/** Calls back once, at the next occasion to paint; returns a function that calls it off. */
export type ScheduleFrame = (callback: () => void) => () => void

/**
 * What the upstreams say, outside React: events queue up and are folded once per frame, and only the
 * subscribers of a run that changed hear of it. So a token in one column renders no other column.
 */
export interface OutputStore {
  push: (batchId: string, events: LoggedEvent[]) => void
  /** Puts in a run that did not come by a stream, for instance from history. */
  put: (run: RunState) => void
  run: (runId: string) => RunState | undefined
  /** Lets go of runs that nobody shows any more. */
  forget: (runIds: string[]) => void
  subscribe: (runId: string, listener: () => void) => () => void
  /** Hears of runs that began or ended, and when a batch finished; not of tokens. */
  subscribeToBatches: (listener: (change: BatchChange) => void) => () => void
  /** Folds what is queued now, without waiting for the frame. */
  flush: () => void
  /** The frame that is on order is called off; events queue until the next push. */
  dispose: () => void
}

export type BatchChange =
  | { kind: "planned"; runIds: string[] }
  | { kind: "begun"; run: RunState }
  /** `before`: the run just before its end, with previews that no picture will follow. */
  | { kind: "ended"; run: RunState; before: RunState | undefined }
  | { kind: "finished"; batchId: string }

export function createOutputStore(schedule: ScheduleFrame): OutputStore {
  const runs = new Map<string, RunState>()
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
        if (!runs.has(run.runId)) {
          runs.set(run.runId, queuedRun(run))
          changed.add(run.runId)
        }
      }
      changes.push({ kind: "planned", runIds: event.runs.map(({ runId }) => runId) })
      return
    }
    const before = runs.get(event.runId)
    const after =
      before === undefined && event.type === "run.snapshot"
        ? event.run
        : before && applyRunEvent(before, event)
    if (!after || after === before) return
    if (!before) changes.push({ kind: "planned", runIds: [after.runId] })
    runs.set(event.runId, after)
    changed.add(event.runId)
    if (event.type === "run.started") changes.push({ kind: "begun", run: after })
    if (isFinal(after.status) && !(before && isFinal(before.status)))
      changes.push({ kind: "ended", run: after, before })
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
    forget(runIds) {
      for (const runId of runIds) runs.delete(runId)
    },
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
