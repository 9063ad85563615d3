import type { RunEvent } from "#lib/domain/events"
import type { RunState } from "#lib/domain/run-schema"

export type { RunState }

/** A run before its first event. */
export function queuedRun(run: {
  runId: string
  variantIndex: number
  row: number
  sample: number
}): RunState {
  return { ...run, status: "queued", text: "", reasoning: "", tool: "", tokens: [], attempts: [] }
}

/**
 * Folds one event into a run and returns the new run; the old one is not changed. Events of other runs, and
 * events after the ending, return the same object. Concatenation is by `+=` on immutable strings, which
 * engines keep as ropes, so that folding n deltas costs O(n).
 */
export function applyRunEvent(run: RunState, event: RunEvent): RunState {
  if (!("runId" in event) || event.runId !== run.runId) return run
  if (event.type === "run.snapshot") return event.run
  if (run.status !== "queued" && run.status !== "running") return run
  switch (event.type) {
    case "run.waiting":
      return { ...run, waiting: { reason: event.reason, position: event.position, untilMs: event.untilMs } }
    case "run.started":
      return {
        ...run,
        status: "running",
        waiting: undefined,
        text: "",
        reasoning: "",
        tool: "",
        tokens: [],
        ...(run.reasoningTokens ? { reasoningTokens: undefined } : {}),
        ...(run.images ? { images: undefined } : {}),
        ...(run.progress ? { progress: undefined } : {}),
        startedAt: run.startedAt ?? event.at,
        attempts: [
          ...run.attempts,
          { number: event.attempt, startedAt: event.at, ...(event.note ? { note: event.note } : {}) },
        ],
      }
    case "run.retrying":
      return {
        ...run,
        waiting: { reason: "retry", untilMs: event.at + event.waitMs, code: event.code },
        attempts: run.attempts.map((attempt) =>
          attempt.number === event.attempt
            ? {
                ...attempt,
                endedAt: event.at,
                waitMs: event.waitMs,
                error: { code: event.code, message: event.reason, hint: "", retryable: true },
              }
            : attempt,
        ),
      }
    case "run.delta":
      return {
        ...run,
        [event.channel]: run[event.channel] + event.text,
        // Of the answer only: its tokens are its text, piece by piece.
        tokens: event.tokens && event.channel === "text" ? [...run.tokens, ...event.tokens] : run.tokens,
        ...(event.tokens && event.channel === "reasoning"
          ? { reasoningTokens: [...(run.reasoningTokens ?? []), ...event.tokens] }
          : {}),
      }
    case "run.progress": {
      const { step, steps, etaMs } = event
      return { ...run, progress: { step, steps, ...(etaMs === undefined ? {} : { etaMs }) } }
    }
    case "run.image": {
      const { type: _, runId: __, ...image } = event
      const others = (run.images ?? []).filter(({ index }) => index !== image.index)
      return { ...run, images: [...others, image].sort((a, b) => a.index - b.index) }
    }
    case "run.finished":
      return {
        ...run,
        status: event.status,
        waiting: undefined,
        ...(run.progress ? { progress: undefined } : {}),
        ...(run.images ? { images: run.images.filter(({ partial }) => !partial) } : {}),
        finishReason: event.finishReason,
        error: event.error,
        usage: event.usage,
        cost: event.cost,
        timing: event.timing,
        cached: event.cached,
        outputSha256: event.outputSha256,
        checks: event.checks,
        ...(event.screening ? { screening: event.screening } : {}),
        upstreamClosed: event.upstreamClosed,
        finishedAt: event.at,
        attempts:
          event.attempts ??
          run.attempts.map((attempt, index) =>
            index === run.attempts.length - 1 && attempt.endedAt === undefined
              ? { ...attempt, endedAt: event.at, error: event.error }
              : attempt,
          ),
      }
  }
}

/** What a person sees of a run at a glance; derived, never stored. */
export type RunPhase =
  | "queued"
  | "waiting"
  | "connecting"
  | "thinking"
  | "writing"
  | "drawing"
  | "done"
  | "limit"
  | "cut"
  | "filtered"
  | "stopped"
  | "failed"
  | "blocked"
  | "interrupted"

/** Which of the designed states a run is in. */
export function phaseOf(run: RunState): RunPhase {
  switch (run.status) {
    case "queued":
      return run.waiting && run.waiting.reason !== "queue" ? "waiting" : "queued"
    case "running":
      if (run.waiting) return "waiting"
      if (run.text !== "" || run.tool !== "") return "writing"
      if (run.images || run.progress) return "drawing"
      return run.reasoning !== "" ? "thinking" : "connecting"
    case "succeeded":
      if (run.finishReason === "length") return "limit"
      if (run.finishReason === "cut") return "cut"
      return run.finishReason === "content_filter" ? "filtered" : "done"
    case "cancelled":
      return "stopped"
    default:
      return run.status
  }
}
