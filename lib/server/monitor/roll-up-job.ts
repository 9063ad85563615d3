import type { Log } from "#lib/server/log"
import type { MonitorStore } from "#lib/server/store/monitor-ports"

/** New endings are in the figures after at most this, in ms, and what a fold takes. */
const foldEveryMs = 2_000
/** Small enough that nobody who writes at the same moment has to wait for long. */
const endingsPerFold = 500
const dropOldEveryMs = 3_600_000

/**
 * Keeps the figures up to date: puts what has ended into them every other second, and drops what is too old now and
 * then. A backlog (runs of a release before) goes portion by portion, with a pause after each. The returned function
 * ends that and waits for what is under way.
 */
export function startRollUps(deps: {
  store: Pick<MonitorStore, "fold" | "dropOld">
  now: () => number
  log: Log
}): () => Promise<void> {
  const { store, now, log } = deps
  let stopped = false
  let timer: NodeJS.Timeout | undefined
  let droppedAt = 0
  let failing = false

  async function work(): Promise<void> {
    let pauseMs = foldEveryMs
    try {
      if ((await store.fold(endingsPerFold)) === endingsPerFold) pauseMs = 100
      // A clock that was set back must not stop it for good.
      if (Math.abs(now() - droppedAt) >= dropOldEveryMs) {
        await store.dropOld(now())
        droppedAt = now()
      }
      failing = false
    } catch (err) {
      // While the database is away, once and not every other second. Nothing is lost: endings wait in their table.
      if (!failing) log.error({ err }, "figures not summed up")
      failing = true
    }
    if (!stopped) wait(pauseMs)
  }
  let working = Promise.resolve()
  function wait(ms: number): void {
    timer = setTimeout(() => {
      working = work()
    }, ms)
    timer.unref()
  }
  wait(0)
  return async () => {
    stopped = true
    clearTimeout(timer)
    await working
  }
}
