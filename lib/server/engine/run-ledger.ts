import type { Model } from "#lib/domain/connection"
import type { FinishReason, Timing, Usage } from "#lib/domain/outcome"
import { promptText } from "#lib/domain/prompt"
import { estimateTokens } from "#lib/domain/token-estimate"
import type { LiveRun } from "#lib/server/engine/live-batch"
import type { UpstreamEvent } from "#lib/server/upstream/dialects/dialect"

/** What is learnt while a run is carried, beside its text. Times are epoch ms. */
export interface RunLedger {
  model?: Model
  startedAt?: number
  attemptAt?: number
  firstTokenAt?: number
  lastTokenAt?: number
  /** Pieces that came, about one per token: the estimate when the upstream does not say. */
  pieces: number
  usage?: Usage
  finishReason?: FinishReason
  closed?: Promise<void>
}

/** Notes what an upstream's event says about the run. */
export function note(event: UpstreamEvent, ledger: RunLedger, at: number): void {
  if (event.type === "delta") {
    ledger.pieces += 1
    ledger.lastTokenAt = at
    ledger.firstTokenAt ??= at
  } else if (event.type === "usage") ledger.usage = event.usage
  else if (event.type === "finish") ledger.finishReason = event.reason
}

/** Nothing was generated when the request was refused; what a cut, stopped or silent stream cost is estimated. */
export function estimatedUsage(run: LiveRun, ledger: RunLedger, refused: boolean): Usage | undefined {
  if (ledger.attemptAt === undefined || (refused && ledger.pieces === 0)) return undefined
  return {
    inputTokens: estimateTokens(promptText(run.variant.prompt)),
    outputTokens: ledger.pieces,
    estimated: true,
  }
}

/** The figures of a run that has just ended. */
export function timingOf(run: LiveRun, ledger: RunLedger, usage: Usage | undefined, now: number): Timing {
  const { startedAt, attemptAt, firstTokenAt, lastTokenAt } = ledger
  const writingMs = firstTokenAt !== undefined && lastTokenAt !== undefined ? lastTokenAt - firstTokenAt : 0
  // n tokens lie n - 1 gaps apart.
  const gaps = (usage?.outputTokens ?? 0) - 1
  return {
    queueMs: (startedAt ?? now) - run.createdAt,
    ttftMs: firstTokenAt !== undefined && attemptAt !== undefined ? firstTokenAt - attemptAt : null,
    totalMs: startedAt === undefined ? 0 : now - startedAt,
    tokensPerSecond: gaps > 0 && writingMs > 0 ? (gaps * 1000) / writingMs : null,
  }
}
