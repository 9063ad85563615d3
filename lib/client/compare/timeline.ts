import type { RunState } from "#lib/domain/run"

/** What passes between asking and the last token, by who is waited for. */
export type BarKind = "queue" | "wait" | "thinking" | "writing" | "retry"

/** Milliseconds on the timeline's clock. */
export interface Bar {
  kind: BarKind
  from: number
  to: number
}

export interface TimelineRow {
  name: string
  bars: Bar[]
  /** When it ended; undefined while it runs. */
  endMs?: number
}

export interface Timeline {
  rows: TimelineRow[]
  /** The whole clock: it starts with the earliest request and ends with the last. */
  totalMs: number
}

export interface TimelineRun {
  name: string
  run: Pick<RunState, "attempts" | "startedAt" | "finishedAt" | "timing" | "text" | "reasoning">
  /** Epoch ms; without it, it is told from the time in the queue. */
  createdAt?: number
  /** Epoch ms, of a run that has no timing yet because it still runs. */
  firstTokenAt?: number
}

/** Puts runs on one clock. `now` (epoch ms) is where the bars of those that still run end. */
export function timelineOf(runs: TimelineRun[], now: number): Timeline {
  const rows = runs.map((planned) => ({
    name: planned.name,
    bars: barsOf(planned, now),
    endMs: planned.run.finishedAt,
  }))
  const all = rows.flatMap(({ bars }) => bars)
  const zero = all.reduce((earliest, { from }) => Math.min(earliest, from), Number.POSITIVE_INFINITY)
  const end = all.reduce((latest, { to }) => Math.max(latest, to), zero)
  return {
    rows: rows.map(({ name, bars, endMs }) => ({
      name,
      bars: bars.map(({ kind, from, to }) => ({ kind, from: from - zero, to: to - zero })),
      endMs: endMs === undefined || bars.length === 0 ? undefined : endMs - zero,
    })),
    totalMs: all.length === 0 ? 0 : end - zero,
  }
}

/** A run's bars in epoch ms. */
function barsOf(planned: TimelineRun, now: number): Bar[] {
  const { run, createdAt } = planned
  const { startedAt, timing } = run
  const end = run.finishedAt ?? now
  const asked = createdAt ?? (startedAt === undefined ? undefined : startedAt - (timing?.queueMs ?? 0))
  const bars: Bar[] = []
  const add = (kind: BarKind, from: number, to: number) => {
    if (to > from) bars.push({ kind, from, to })
  }
  if (asked !== undefined) add("queue", asked, startedAt ?? end)
  if (startedAt === undefined) return bars
  // What came from a cache had no attempt.
  const attempts = run.attempts.length > 0 ? run.attempts : [{ startedAt, waitMs: undefined }]
  for (const [index, attempt] of attempts.entries()) {
    const following = attempts[index + 1]
    if (!following && attempt.waitMs === undefined)
      for (const bar of answerBars(planned, attempt.startedAt, end)) bars.push(bar)
    else {
      const failed =
        "endedAt" in attempt && attempt.endedAt !== undefined ? attempt.endedAt : attempt.startedAt
      add("wait", attempt.startedAt, failed)
      add("retry", failed, following?.startedAt ?? end)
    }
  }
  return bars
}

/** The bars of the attempt that went through, or is under way. */
function answerBars({ run, firstTokenAt }: TimelineRun, from: number, end: number): Bar[] {
  const { timing, text, reasoning } = run
  const hasAnswered = text !== "" || reasoning !== ""
  const told = timing?.ttftMs === null || !hasAnswered ? end : from + (timing?.ttftMs ?? 0)
  const firstToken = Math.min(end, timing ? told : (firstTokenAt ?? told))
  const thinkingMs = timing?.thinkingMs ?? (text === "" && reasoning !== "" ? end - firstToken : 0)
  const firstWord = Math.min(end, firstToken + thinkingMs)
  const bars: Bar[] = [
    { kind: "wait", from, to: firstToken },
    { kind: "thinking", from: firstToken, to: firstWord },
    { kind: "writing", from: firstWord, to: end },
  ]
  return bars.filter((bar) => bar.to > bar.from)
}

/** Round times for the scale above: few enough to be read, the first of them zero. */
export function ticksOf(totalMs: number, most = 6): number[] {
  if (totalMs <= 0) return [0]
  const rough = totalMs / most
  const power = 10 ** Math.floor(Math.log10(rough))
  const step = power * ([1, 2, 5, 10].find((factor) => factor * power >= rough) ?? 10)
  return Array.from({ length: Math.floor(totalMs / step) + 1 }, (_, index) => index * step)
}
