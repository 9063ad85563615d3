/** The night whose hour has come last: its date by the server's clock, and when that was. */
export function lastNight(hour: number, now: number): { night: string; at: number } {
  const at = atHour(hour, now)
  const last = at <= now ? at : atHour(hour, now, -1)
  const date = new Date(last)
  const two = (value: number) => String(value).padStart(2, "0")
  return { night: `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`, at: last }
}

/** When the hour comes next, epoch ms. */
export function nextNight(hour: number, now: number): number {
  const at = atHour(hour, now)
  return at > now ? at : atHour(hour, now, 1)
}

/** By the calendar, so that it stays the same hour when clocks are put forward or back. */
function atHour(hour: number, now: number, days = 0): number {
  const date = new Date(now)
  return new Date(date.getFullYear(), date.getMonth(), date.getDate() + days, hour).getTime()
}

/** Moved by more than this between two looks, a clock was set (or the machine slept). */
const jumpMs = 10 * 60_000
/** So long after a jump its time is not trusted: enough for whoever sets clocks to set it right. */
const settleMs = 60 * 60_000

/**
 * Watches the clock of the day by the one that only ticks. A clock that has jumped may be wrong by years, and by its time
 * everything would be old: answers false for an hour of ticking after a jump.
 */
export function createClockWatch(clocks: { now: () => number; ticks: () => number }) {
  let last = { now: clocks.now(), ticks: clocks.ticks() }
  let distrustUntil = Number.NEGATIVE_INFINITY
  return {
    isSteady(): boolean {
      const current = { now: clocks.now(), ticks: clocks.ticks() }
      const drift = current.now - last.now - (current.ticks - last.ticks)
      last = current
      if (Math.abs(drift) > jumpMs) distrustUntil = current.ticks + settleMs
      return current.ticks >= distrustUntil
    },
  }
}
