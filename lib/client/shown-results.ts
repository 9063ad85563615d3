import { isFinal } from "#lib/domain/outcome"
import type { RunState } from "#lib/domain/run"
import { setResults } from "./column-edits.ts"
import type { OutputStore } from "./output-store.ts"
import type { RunTracker } from "./run-tracker.ts"
import { type Column, type ColumnResult, shownCell } from "./workspace.ts"
import type { WorkspaceStore } from "./workspace-store.ts"

/** So many batches are asked for at once: browsers allow six connections to a host, and one is the stream's. */
const mostAtOnce = 3

/**
 * Loads what the workspace shows and the page does not know: after a reload, an undo, or when another tab's version is
 * taken. What is seen first comes first.
 */
export function createShownResults({
  workspace,
  outputs,
  tracker,
  loadBatch,
  follow,
}: {
  workspace: WorkspaceStore
  outputs: OutputStore
  tracker: RunTracker
  /** The runs of a batch as they are stored; undefined when there is none (any more). Rejects when not reached. */
  loadBatch: (batchId: string) => Promise<RunState[] | undefined>
  follow: (batchId: string) => void
}) {
  const queue: string[] = []
  const loading = new Set<string>()
  /** Objects that were looked through before; an edit that leaves a column's results alone costs nothing. */
  const seen = new WeakSet<Column["results"]>()
  let isAttached = false

  const cellsOf = (batchId: string) =>
    workspace
      .getState()
      .columns.flatMap(({ id, results }) =>
        Object.entries(results).flatMap(([cell, result]) =>
          result.batchId === batchId ? [{ columnId: id, cell, ...result }] : [],
        ),
      )

  const isUnknown = ({ runId }: ColumnResult) => !outputs.run(runId) && !tracker.get(runId)

  /** Shows a batch as it is stored; `mayGoOn`: and follows what of it has not ended. */
  const load = async (batchId: string, mayGoOn: boolean) => {
    let runs: RunState[] | undefined
    try {
      runs = await loadBatch(batchId)
    } catch {
      // Not reached is not gone: the stream tries until it gets through, and says so meanwhile.
      if (!isAttached || !mayGoOn) return
      tracker.track(cellsOf(batchId).filter(isUnknown))
      follow(batchId)
      return
    }
    if (!isAttached) return
    // What the stream has brought meanwhile is newer.
    for (const run of runs ?? []) if (!outputs.run(run.runId) || isFinal(run.status)) outputs.put(run)
    tracker.revise()
    const lost = cellsOf(batchId).filter(isUnknown)
    if (lost.length > 0) {
      tracker.setFaults(lost, { kind: "gone" })
      workspace.setState(setResults(lost.map((cell) => ({ ...cell, result: undefined }))))
    }
    if (mayGoOn) goOn(batchId)
  }

  /** Follows a batch when any of its runs here has not ended. */
  const goOn = (batchId: string) => {
    const going = cellsOf(batchId).filter(({ runId }) => {
      const run = outputs.run(runId)
      return run && !isFinal(run.status) && !tracker.get(runId)
    })
    if (going.length === 0) return
    tracker.track(going)
    follow(batchId)
  }

  const pump = () => {
    while (loading.size < mostAtOnce) {
      const batchId = queue.shift()
      if (batchId === undefined) return
      loading.add(batchId)
      void load(batchId, true).finally(() => {
        loading.delete(batchId)
        pump()
      })
    }
  }

  /** Looks for results that nobody knows, the shown ones first. */
  const look = () => {
    const now = workspace.getState()
    const fresh = now.columns.filter(({ results }) => !seen.has(results))
    if (fresh.length === 0) return
    for (const { results } of fresh) seen.add(results)
    const shown = fresh.flatMap((column) => column.results[shownCell(now, column)] ?? [])
    const all = [...shown, ...fresh.flatMap(({ results }) => Object.values(results))]
    for (const result of all) {
      const { batchId } = result
      if (!isUnknown(result)) {
        const run = outputs.run(result.runId)
        if (run && !isFinal(run.status) && !tracker.get(result.runId)) goOn(batchId)
      } else if (!queue.includes(batchId) && !loading.has(batchId)) queue.push(batchId)
    }
    pump()
  }

  return {
    /** Looks a batch up whose stream has ended without all its runs. */
    lookUp: (batchId: string) => void load(batchId, false),
    attach(): () => void {
      isAttached = true
      look()
      const unsubscribe = workspace.subscribe((now, before) => {
        if (now.columns !== before.columns) look()
      })
      return () => {
        isAttached = false
        queue.length = 0
        unsubscribe()
      }
    },
  }
}
