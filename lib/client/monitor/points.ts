import { nothingShown, type SeriesAnswer, type ShownFigures } from "#lib/domain/monitor/answers"

export type Point = ShownFigures & { at: number }

/** Every step of a range, also those in which nothing happened; the last one is still under way. */
export function pointsOf({ from, to, stepMs, points }: SeriesAnswer): Point[] {
  const known = new Map(points.map((point) => [point.at, point]))
  const all: Point[] = []
  for (let at = from; at < to; at += stepMs) all.push(known.get(at) ?? { at, ...nothingShown() })
  return all
}

/** Requests per second of a step. The one that is under way has had less time. */
export function rateOf({ at, requests }: Point, stepMs: number, now: number): number {
  const seconds = Math.max(1, Math.min(stepMs, now - at) / 1000)
  return requests / seconds
}

/** The place of the greatest value; undefined where all are nothing. */
export function peakOf(values: (number | null)[]): number | undefined {
  let peak: number | undefined
  for (const [index, value] of values.entries())
    if (value !== null && value > 0 && value > (peak === undefined ? 0 : (values[peak] ?? 0))) peak = index
  return peak
}

/** Error codes of a range, the most frequent first; those beyond `most` are one. */
export function codesOf(total: ShownFigures, most: number): { codes: string[]; others: string[] } {
  const codes = Object.entries(total.errors)
    .sort(([, a], [, b]) => b - a)
    .map(([code]) => code)
  return { codes: codes.slice(0, most), others: codes.slice(most) }
}
