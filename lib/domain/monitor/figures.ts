import { addHistogram, addTime, type Histogram } from "./histogram.ts"

/** What is counted of runs, of any span of time. Each ending of a run counts: one that is resumed ends again. */
export interface Figures {
  /** Requests sent to an upstream: every attempt, in the span in which it was sent. All else counts where a run ended. */
  requests: number
  runs: number
  succeeded: number
  failed: number
  cancelled: number
  interrupted: number
  blocked: number
  /** Answered from the cache; part of `succeeded`. */
  cached: number
  /** Attempts beyond the first of a run. */
  retries: number
  /** Tokens of what was sent. */
  inputTokens: number
  outputTokens: number
  /** US dollars, as far as prices are known. */
  cost: number
  /** Failed ones by the code of their error. */
  errors: Map<string, number>
  /** Time to first token, and in all. Of what an upstream answered: the cache would make it look quick. */
  ttft: Histogram
  total: Histogram
}

/** How one run ended. Times in ms. */
export interface Ending {
  status: string
  errorCode: string | null
  cached: boolean
  retries: number
  inputTokens: number | null
  outputTokens: number | null
  cost: number | null
  ttftMs: number | null
  totalMs: number | null
}

export function noFigures(): Figures {
  return {
    requests: 0,
    runs: 0,
    succeeded: 0,
    failed: 0,
    cancelled: 0,
    interrupted: 0,
    blocked: 0,
    cached: 0,
    retries: 0,
    inputTokens: 0,
    outputTokens: 0,
    cost: 0,
    errors: new Map(),
    ttft: new Map(),
    total: new Map(),
  }
}

/** The parts of figures that are plain sums. */
export const sums = [
  "requests",
  "runs",
  "succeeded",
  "failed",
  "cancelled",
  "interrupted",
  "blocked",
  "cached",
  "retries",
  "inputTokens",
  "outputTokens",
  "cost",
] as const satisfies (keyof Figures)[]

const outcomes: ReadonlySet<string> = new Set(["succeeded", "failed", "cancelled", "interrupted", "blocked"])

/** Counts an ending in. */
export function addEnding(to: Figures, ending: Ending): void {
  to.runs += 1
  if (outcomes.has(ending.status))
    to[ending.status as "succeeded" | "failed" | "cancelled" | "interrupted" | "blocked"] += 1
  if (ending.cached) to.cached += 1
  to.retries += ending.retries
  to.cost += ending.cost ?? 0
  if (ending.status === "failed") {
    const code = ending.errorCode ?? "internal"
    to.errors.set(code, (to.errors.get(code) ?? 0) + 1)
  }
  // What the cache answers took nothing of anybody, and says nothing of the upstream.
  if (ending.cached) return
  to.inputTokens += ending.inputTokens ?? 0
  to.outputTokens += ending.outputTokens ?? 0
  if (ending.ttftMs !== null) addTime(to.ttft, ending.ttftMs)
  // What was cut short by a person says nothing of the upstream.
  if (ending.totalMs !== null && ending.status === "succeeded") addTime(to.total, ending.totalMs)
}

/** Adds other figures. */
export function addFigures(to: Figures, more: Figures): void {
  for (const name of sums) to[name] += more[name]
  for (const [code, count] of more.errors) to.errors.set(code, (to.errors.get(code) ?? 0) + count)
  addHistogram(to.ttft, more.ttft)
  addHistogram(to.total, more.total)
}

/** The share of runs that failed (0..1), of those that were to succeed: neither stopped, blocked nor interrupted. */
export function errorRate({ succeeded, failed }: Pick<Figures, "succeeded" | "failed">): number {
  return succeeded + failed === 0 ? 0 : failed / (succeeded + failed)
}
