import { describe, expect, it } from "vitest"
import type { RunEvent } from "#lib/domain/events"
import { applyRunEvent, queuedRun, type RunState } from "#lib/domain/run"
import { sentAttempts } from "./sent-attempts.ts"

const runId = "run"
const queued = queuedRun({ runId, variantIndex: 0, row: 0, sample: 0 })
const started = (attempt: number, at: number): RunEvent => ({ type: "run.started", runId, attempt, at })
const retrying = (attempt: number, at: number): RunEvent => ({
  type: "run.retrying",
  runId,
  attempt,
  at,
  waitMs: 1_000,
  reason: "busy",
  code: "upstream_fault",
})
const finished = (at: number, totalMs = 50): RunEvent => ({
  type: "run.finished",
  runId,
  at,
  status: "failed",
  timing: { queueMs: 0, ttftMs: null, totalMs, tokensPerSecond: null },
})
const fold = (state: RunState, events: RunEvent[]) => events.reduce(applyRunEvent, state)
/** As the store puts a run back into the queue. */
const again = ({ attempts, startedAt }: RunState): RunState => ({ ...queued, attempts, startedAt })

describe("requests of a run", () => {
  it("are all its attempts", () => {
    expect(
      sentAttempts(fold(queued, [started(1, 10), retrying(1, 20), started(2, 30), finished(60)])),
    ).toEqual([10, 30])
    expect(sentAttempts(fold(queued, [started(1, 10)]))).toEqual([10])
    expect(sentAttempts(fold(queued, [finished(60, 0)]))).toEqual([])
  })

  it("are counted once for a run that is resumed", () => {
    const first = fold(queued, [started(1, 10), retrying(1, 20), started(2, 30), finished(60)])
    expect(sentAttempts(again(first))).toEqual([])
    expect(sentAttempts(fold(again(first), [started(3, 90)]))).toEqual([90])
    const second = fold(again(first), [started(3, 90), retrying(3, 95), started(4, 99), finished(120)])
    expect(sentAttempts(second)).toEqual([90, 99])
    expect(sentAttempts(fold(again(second), [finished(200, 0)]))).toEqual([])
  })

  it("are none of one that was stopped while it waited to be sent again after it had been resumed", () => {
    const waiting = fold(queued, [started(1, 10), retrying(1, 20), finished(25)])
    expect(sentAttempts(waiting)).toEqual([10])
    expect(sentAttempts(fold(again(waiting), [finished(90, 0)]))).toEqual([])
  })
})
