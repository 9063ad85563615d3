import type { Log } from "#lib/server/log"

/** Work that comes again and again, never twice at once. */
export interface Recurring {
  /** Asks it to end, waits until it has, and lets it come no more. */
  stop(): Promise<void>
}

/**
 * Does something every so many ms, and `atOnce` if that is asked for; what it throws is written to the log, and it is tried
 * again the next time.
 */
export function startRecurring(
  name: string,
  everyMs: number,
  work: (signal: AbortSignal) => Promise<unknown>,
  log: Pick<Log, "error">,
  { atOnce = false }: { atOnce?: boolean } = {},
): Recurring {
  const leave = new AbortController()
  let underWay: Promise<unknown> | undefined
  const begin = () => {
    underWay ??= work(leave.signal)
      .catch((err: unknown) => log.error({ err, work: name }, "recurring work failed"))
      .finally(() => {
        underWay = undefined
      })
  }
  if (atOnce) begin()
  const timer = setInterval(begin, everyMs)
  return {
    async stop() {
      clearInterval(timer)
      leave.abort()
      await underWay
    },
  }
}
