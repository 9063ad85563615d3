/** How one column did; with several runs, their mean. What is not known is absent. */
export interface Outcome {
  name: string
  /** It has an answer. What failed or was stopped early is neither fast nor cheap. */
  succeeded: boolean
  totalMs?: number
  /** US dollars. */
  cost?: number
  /** Of the answer. */
  words?: number
}

export interface Crown {
  name: string
  value: number
  /** How many of the others are left out because nobody knows their figure. */
  unknown: number
}

export interface Summary {
  fastest?: Crown
  cheapest?: Crown
  longest?: Crown
}

/**
 * Which column was fastest, cheapest and wrote most; undefined when there is nothing to say. Two that look the same
 * in the figures under the columns share a place, and a place that is shared is not named.
 */
export function summarize(outcomes: Outcome[]): Summary | undefined {
  const finished = outcomes.filter(({ succeeded }) => succeeded)
  const summary: Summary = {
    fastest: crown(finished, ({ totalMs }) => totalMs, shownMs),
    cheapest: crown(finished, ({ cost }) => cost, shownCost),
    longest: crown(
      finished,
      ({ words }) => words,
      (words) => -words,
    ),
  }
  return Object.values(summary).some(Boolean) ? summary : undefined
}

/** The one whose rank, as it is shown, is lowest. */
function crown(
  outcomes: Outcome[],
  figureOf: (outcome: Outcome) => number | undefined,
  rankOf: (figure: number) => number,
): Crown | undefined {
  const known = outcomes.flatMap((outcome) => {
    const value = figureOf(outcome)
    return value === undefined ? [] : [{ name: outcome.name, value, rank: rankOf(value) }]
  })
  const [first, second] = known.sort((a, b) => a.rank - b.rank)
  if (!first || !second || isTie(first.rank, second.rank)) return undefined
  return { name: first.name, value: first.value, unknown: outcomes.length - known.length }
}

/** Two figures so near to each other are chance: what would be crowned is noise. */
const tieShare = 0.05

function isTie(a: number, b: number): boolean {
  return Math.abs(a - b) <= tieShare * Math.max(Math.abs(a), Math.abs(b))
}

/** A duration as it is rounded for reading (components/history/figure-text.tsx). */
function shownMs(ms: number): number {
  const step = ms < 1000 ? 1 : ms < 10_000 ? 10 : ms < 60_000 ? 100 : 1000
  return Math.round(ms / step) * step
}

/** Dollars as they are rounded for reading: two figures that count. */
function shownCost(dollars: number): number {
  if (dollars <= 0) return 0
  return Number(dollars.toFixed(dollars >= 1 ? 2 : Math.min(8, 1 - Math.floor(Math.log10(dollars)))))
}
