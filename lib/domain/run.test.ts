import fc from "fast-check"
import { describe, expect, it } from "vitest"
import type { RunEvent } from "#lib/domain/events"
import { applyRunEvent, phaseOf, queuedRun, type RunState } from "#lib/domain/run"
import { runStateSchema } from "#lib/domain/run-schema"

const queued = queuedRun({ runId: "r1", variantIndex: 0, row: 0, sample: 0 })
const fold = (events: RunEvent[], from: RunState = queued): RunState => events.reduce(applyRunEvent, from)

const started = (attempt = 1, at = 1000): RunEvent => ({ type: "run.started", runId: "r1", attempt, at })
const delta = (text: string, channel: "text" | "reasoning" | "tool" = "text"): RunEvent => ({
  type: "run.delta",
  runId: "r1",
  channel,
  text,
})
const finished = (more: Partial<Extract<RunEvent, { type: "run.finished" }>> = {}): RunEvent => ({
  type: "run.finished",
  runId: "r1",
  status: "succeeded",
  finishReason: "stop",
  timing: { queueMs: 1, ttftMs: 2, totalMs: 3, tokensPerSecond: 4 },
  at: 2000,
  ...more,
})
const retrying = (attempt = 1): RunEvent => ({
  type: "run.retrying",
  runId: "r1",
  attempt,
  waitMs: 500,
  reason: "busy",
  code: "upstream_rate_limited",
  at: 1100,
})

/** Every event that a run may get, so that nothing changes it where nothing should. */
const anyEvent: fc.Arbitrary<RunEvent> = fc.oneof(
  fc.constant(started(2)),
  fc.constant(retrying()),
  fc.constant(finished({ status: "failed" })),
  fc.constant<RunEvent>({ type: "run.waiting", runId: "r1", reason: "queue", position: 3 }),
  fc.constant<RunEvent>({ type: "run.progress", runId: "r1", step: 1, steps: 2 }),
  fc.string().map((text) => delta(text)),
)

describe("applyRunEvent", () => {
  it("makes the same run however the text was cut into deltas", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), fc.array(fc.nat(60)), (text, cuts) => {
        const places = [...new Set([0, ...cuts.filter((cut) => cut < text.length), text.length])].sort(
          (a, b) => a - b,
        )
        const pieces = places.slice(1).map((end, index) => text.slice(places[index], end))
        expect(fold([started(), ...pieces.map((piece) => delta(piece)), finished()])).toEqual(
          fold([started(), delta(text), finished()]),
        )
      }),
    )
  })

  it("changes nothing after the ending: a late delta cannot spoil a stopped run", () => {
    fc.assert(
      fc.property(
        fc.constantFrom("succeeded", "failed", "cancelled", "blocked", "interrupted"),
        anyEvent,
        (status, event) => {
          const ended = fold([started(), delta("kept"), finished({ status })])
          expect(applyRunEvent(ended, event)).toBe(ended)
        },
      ),
    )
  })

  it("never changes the run that it is given, nor takes another run's events", () => {
    fc.assert(
      fc.property(fc.array(anyEvent), (events) => {
        const frozen = Object.freeze({ ...queued })
        fold(events, frozen)
        expect(frozen).toEqual(queued)
        expect(fold(events, { ...queued, runId: "r2" })).toEqual({ ...queued, runId: "r2" })
      }),
    )
  })

  it("clears the output of an attempt when the next one begins, and keeps both attempts", () => {
    const run = fold([
      started(1, 1000),
      delta("half", "reasoning"),
      delta("x"),
      retrying(1),
      started(2, 1600),
      delta("whole"),
    ])
    expect(run).toMatchObject({
      status: "running",
      text: "whole",
      reasoning: "",
      tokens: [],
      startedAt: 1000,
    })
    expect(run.waiting).toBeUndefined()
    expect(run.attempts).toEqual([
      {
        number: 1,
        startedAt: 1000,
        endedAt: 1100,
        waitMs: 500,
        error: { code: "upstream_rate_limited", message: "busy", hint: "", retryable: true },
      },
      { number: 2, startedAt: 1600 },
    ])
  })

  it("shows a wait with the time at which it ends", () => {
    expect(fold([started(), retrying()]).waiting).toEqual({
      reason: "retry",
      untilMs: 1600,
      code: "upstream_rate_limited",
    })
  })

  it("keeps the channels apart and collects tokens", () => {
    const token = { text: "b", logprob: -1, top: [] }
    const run = fold([
      started(),
      delta("think", "reasoning"),
      delta("a"),
      { type: "run.delta", runId: "r1", channel: "text", text: "b", tokens: [token] },
      delta("call", "tool"),
    ])
    expect(run).toMatchObject({ reasoning: "think", text: "ab", tool: "call", tokens: [token] })
  })

  it("ends the open attempt with the run's error, and keeps what had arrived", () => {
    const error = { code: "upstream_fault", message: "m", hint: "h", retryable: true }
    const run = fold([
      started(),
      delta("half"),
      finished({ status: "failed", finishReason: undefined, error }),
    ])
    expect(run).toMatchObject({ status: "failed", text: "half", error, finishedAt: 2000 })
    expect(run.attempts).toEqual([{ number: 1, startedAt: 1000, endedAt: 2000, error }])
  })

  it("is replaced by a snapshot, for a reader that missed events", () => {
    const snapshot = fold([started(), delta("so far")])
    expect(applyRunEvent(queued, { type: "run.snapshot", runId: "r1", run: snapshot })).toEqual(snapshot)
  })

  it("makes runs that pass their own schema", () => {
    fc.assert(
      fc.property(fc.array(anyEvent), (events) => {
        expect(runStateSchema.safeParse(fold(events)).success).toBe(true)
      }),
    )
  })
})

describe("phaseOf", () => {
  const waiting = (reason: "queue" | "breaker"): RunEvent => ({ type: "run.waiting", runId: "r1", reason })
  it.each<[string, RunEvent[]]>([
    ["queued", []],
    ["queued", [waiting("queue")]],
    ["waiting", [waiting("breaker")]],
    ["connecting", [started()]],
    ["waiting", [started(), retrying()]],
    ["thinking", [started(), delta("hm", "reasoning")]],
    ["writing", [started(), delta("hm", "reasoning"), delta("x")]],
    ["writing", [started(), delta("call", "tool")]],
    ["done", [started(), finished()]],
    ["limit", [started(), finished({ finishReason: "length" })]],
    ["cut", [started(), finished({ finishReason: "cut" })]],
    ["filtered", [started(), finished({ finishReason: "content_filter" })]],
    ["stopped", [started(), finished({ status: "cancelled" })]],
    ["failed", [started(), finished({ status: "failed" })]],
    ["blocked", [finished({ status: "blocked" })]],
    ["interrupted", [started(), finished({ status: "interrupted" })]],
  ])("is %s after %j", (phase, events) => {
    expect(phaseOf(fold(events))).toBe(phase)
  })
})
