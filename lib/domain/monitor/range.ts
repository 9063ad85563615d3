/** The spans by which figures are summed up, in ms, and how long those are kept. Days begin at midnight UTC. */
export const minuteMs = 60_000
export const hourMs = 3_600_000
export const dayMs = 86_400_000
export const widths = [minuteMs, hourMs, dayMs] as const
export type Width = (typeof widths)[number]

export const minutesKeptMs = 48 * hourMs
export const hoursKeptMs = 100 * dayMs

/** The beginning of the span in which a moment lies. */
export const startOf = (at: number, spanMs: number): number => Math.floor(at / spanMs) * spanMs

/** The ranges that one can choose, with the step of their charts. */
export const rangeNames = ["5m", "15m", "1h", "6h", "24h", "7d", "30d", "90d"] as const
export type RangeName = (typeof rangeNames)[number]

const ranges: Record<RangeName, { spanMs: number; stepMs: number; alignMs: number }> = {
  "5m": { spanMs: 5 * minuteMs, stepMs: minuteMs, alignMs: minuteMs },
  "15m": { spanMs: 15 * minuteMs, stepMs: minuteMs, alignMs: minuteMs },
  "1h": { spanMs: hourMs, stepMs: minuteMs, alignMs: minuteMs },
  "6h": { spanMs: 6 * hourMs, stepMs: 5 * minuteMs, alignMs: 5 * minuteMs },
  "24h": { spanMs: 24 * hourMs, stepMs: 15 * minuteMs, alignMs: hourMs },
  // Whole days, so that charts and tables say the same: the last seven days are today and the six before.
  "7d": { spanMs: 7 * dayMs, stepMs: hourMs, alignMs: dayMs },
  "30d": { spanMs: 30 * dayMs, stepMs: 6 * hourMs, alignMs: dayMs },
  "90d": { spanMs: 90 * dayMs, stepMs: dayMs, alignMs: dayMs },
}

/** A range with its beginning and end (epoch ms, the end not included) and the step of its charts. */
export interface Span {
  from: number
  to: number
  stepMs: number
}

/** The span that a chosen range covers now: it ends with the step that is under way. */
export function spanOfRange(name: RangeName, now: number): Span {
  const { spanMs, stepMs, alignMs } = ranges[name]
  const to = startOf(now, stepMs) + stepMs
  return { from: startOf(now, alignMs) + alignMs - spanMs, to, stepMs }
}

/** Steps of charts over ranges that one has set oneself; the first that makes no more than `mostSteps`. */
const steps = [minuteMs, 5 * minuteMs, 15 * minuteMs, hourMs, 6 * hourMs, dayMs]
const mostSteps = 180

/**
 * The span of a range that one has set oneself, widened to whole steps: as fine as there are figures of that age, and
 * as a chart can show.
 */
export function spanBetween(from: number, to: number, now: number): Span {
  const finest = finestWidth(from, now)
  const stepMs = steps.find((step) => step >= finest && (to - from) / step <= mostSteps) ?? dayMs
  return { from: startOf(from, stepMs), to: startOf(Math.max(to - 1, from), stepMs) + stepMs, stepMs }
}

/** The shortest spans that are still there for what happened since then. */
export function finestWidth(from: number, now: number): Width {
  if (from < now - hoursKeptMs) return dayMs
  return from < now - minutesKeptMs ? hourMs : minuteMs
}

/** The longest spans that make up this one exactly: the fewer are read, the faster. `openEnd`: it ends with now. */
export function coarsestWidth({ from, to }: Pick<Span, "from" | "to">, now: number): Width {
  const fits = (width: Width) => from % width === 0 && (to % width === 0 || to >= now)
  return ([dayMs, hourMs].find((width) => fits(width as Width)) as Width | undefined) ?? minuteMs
}
