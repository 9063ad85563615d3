import type { FromCache } from "#lib/domain/answer-cache"
import type { Model } from "#lib/domain/connection"
import { costOf } from "#lib/domain/models"
import type { FinishReason, Timing, Usage } from "#lib/domain/outcome"
import { promptText } from "#lib/domain/prompt"
import { estimateTokens } from "#lib/domain/token-estimate"
import type { Flight } from "#lib/server/engine/answer-from-cache"
import type { Admission } from "#lib/server/engine/connection-limits"
import type { LiveRun } from "#lib/server/engine/live-batch"
import type { RunScreening } from "#lib/server/engine/screening/run-screening"
import type { AnswerRoom } from "#lib/server/upstream/answer-memory"
import type { UpstreamEvent, UpstreamRequest } from "#lib/server/upstream/dialects/dialect"

/** What is learnt while a run is carried, beside its text. Times are epoch ms. */
export interface RunLedger {
  model?: Model
  /** The run under the word filter. */
  screening?: RunScreening
  /** Counted against a budget before it was sent. */
  admittedAt?: number
  startedAt?: number
  attemptAt?: number
  /** Of images: the first that was heard of them. */
  firstTokenAt?: number
  lastTokenAt?: number
  /** The first token of thinking, and the first of the answer after it. */
  thinkingAt?: number
  thoughtAt?: number
  /** Pieces that came, about one per token: the estimate when the upstream does not say. */
  pieces: number
  usage?: Usage
  finishReason?: FinishReason
  /** What the upstream says of who answered. */
  served?: { model?: string; responseId?: string }
  closed?: Promise<void>
  /** A server that goes on working after its connection is closed has been told to stop. */
  interrupted?: Promise<void>
  /** The last request, signed. */
  request?: UpstreamRequest
  /** What the last attempt's answer takes of the memory that all share. */
  room?: AnswerRoom
  /** What the last attempt may take of the connection's limits. */
  admission?: Admission
  /** It asks what others may be waiting for. */
  flight?: Flight
  /** It was answered from the cache, and asked nobody. */
  cached?: FromCache
}

/** Notes what an upstream's event says about the run. */
export function note(event: UpstreamEvent, ledger: RunLedger, at: number): void {
  if (event.type === "delta") {
    ledger.pieces += 1
    ledger.lastTokenAt = at
    ledger.firstTokenAt ??= at
    if (event.channel === "reasoning") ledger.thinkingAt ??= at
    else if (ledger.thinkingAt !== undefined) ledger.thoughtAt ??= at
  } else if (event.type === "progress" || event.type === "image") {
    ledger.firstTokenAt ??= event.type === "progress" || event.partial ? at : undefined
    if (event.type === "image" && !event.partial) ledger.pieces += 1
  } else if (event.type === "usage") ledger.usage = event.usage
  else if (event.type === "finish") ledger.finishReason = event.reason
  else if (event.type === "served") ledger.served = event
}

/** What may be said of a run's tokens before it is sent. */
export function expectedTokens({ variant: { prompt, parameters } }: LiveRun): {
  sent: number
  most?: number
} {
  const most = parameters.max_tokens
  return { sent: estimateTokens(promptText(prompt)), ...(typeof most === "number" ? { most } : {}) }
}

/**
 * Nothing was generated when the request was refused; what a cut, stopped or silent stream cost is estimated. Of images
 * nobody can say what they cost but who made them, unless they cost nothing.
 */
export function estimatedUsage(run: LiveRun, ledger: RunLedger, refused: boolean): Usage | undefined {
  if (ledger.attemptAt === undefined || (refused && ledger.pieces === 0)) return undefined
  const isImage = run.variant.mode === "image"
  if (isImage && !isFree(ledger)) return undefined
  return {
    inputTokens: estimateTokens(promptText(run.variant.prompt)),
    outputTokens: isImage ? 0 : ledger.pieces,
    estimated: true,
  }
}

function isFree({ model, attemptAt = 0 }: RunLedger): boolean {
  const million = { inputTokens: 1e6, outputTokens: 1e6 }
  return model !== undefined && costOf(model.prices, million, attemptAt) === 0
}

/** The figures of a run that has just ended. */
export function timingOf(run: LiveRun, ledger: RunLedger, usage: Usage | undefined, now: number): Timing {
  const { startedAt, attemptAt, firstTokenAt, lastTokenAt, thinkingAt, thoughtAt } = ledger
  const writingMs = firstTokenAt !== undefined && lastTokenAt !== undefined ? lastTokenAt - firstTokenAt : 0
  // n tokens lie n - 1 gaps apart.
  const gaps = (usage?.outputTokens ?? 0) - 1
  return {
    // A run that is carried on was created by the clock of another time, or another node.
    queueMs: Math.max(0, (startedAt ?? now) - run.createdAt),
    ttftMs: firstTokenAt !== undefined && attemptAt !== undefined ? firstTokenAt - attemptAt : null,
    totalMs: startedAt === undefined ? 0 : now - startedAt,
    // What comes from the cache was not written at any speed.
    tokensPerSecond: attemptAt !== undefined && gaps > 0 && writingMs > 0 ? (gaps * 1000) / writingMs : null,
    ...(thinkingAt === undefined ? {} : { thinkingMs: (thoughtAt ?? now) - thinkingAt }),
  }
}
