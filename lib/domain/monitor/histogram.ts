/**
 * How often times fell between which borders. Borders grow by 10 %, so that what a percentile says is within 5 % of
 * the truth, and 2,000 ms is one of them: "over 2 s" is never a guess. Histograms can be added up, percentiles cannot.
 */
export type Histogram = Map<number, number>

const growth = 1.1
/** A border of its own: the time to the first token that people still take for quick. */
const anchorMs = 2_000
/** From 1 ms to an hour and a half: what lies outside counts as the first or the last. */
const [firstIndex, lastIndex] = [-80, 84]

/** Which of the spans a time (ms) falls into; `lowerBorderMs` belongs to it, the next border does not. */
export function spanOf(ms: number): number {
  if (!(ms > 0)) return firstIndex
  const index = Math.floor(Math.log(ms / anchorMs) / Math.log(growth))
  return Math.min(lastIndex, Math.max(firstIndex, index))
}

/** Where a span begins, in ms. */
export function lowerBorderMs(index: number): number {
  return anchorMs * growth ** index
}

/** Counts a time (ms) in. */
export function addTime(histogram: Histogram, ms: number): void {
  const index = spanOf(ms)
  histogram.set(index, (histogram.get(index) ?? 0) + 1)
}

/** Adds what another histogram holds. */
export function addHistogram(to: Histogram, more: Histogram): void {
  for (const [index, count] of more) to.set(index, (to.get(index) ?? 0) + count)
}

/**
 * The time (ms) under or at which this share (0..1) of the times lies: the middle of the span where that one is found.
 * Null where nothing was counted.
 */
export function percentileMs(histogram: Histogram, share: number): number | null {
  const spans = [...histogram].sort(([a], [b]) => a - b)
  const count = spans.reduce((sum, [, each]) => sum + each, 0)
  if (count === 0) return null
  const rank = Math.max(1, Math.ceil(share * count))
  let seen = 0
  for (const [index, each] of spans) {
    seen += each
    if (seen >= rank) return lowerBorderMs(index) * Math.sqrt(growth)
  }
  return null
}
