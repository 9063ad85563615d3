import type { Log } from "#lib/server/log"
import type { RunObserver } from "./run-observer.ts"

/** Writes a line for each run that ends, and, in a log of level debug, for each request that was sent for it. */
export function createRunLog(log: Pick<Log, "info" | "debug">): RunObserver {
  return {
    name: "log",
    hear({ id: runId, batchId, connectionId, variant }, news) {
      const about = { runId, batchId, connection: connectionId, model: variant.model }
      if (news.type === "run-ended") {
        const { status, code, finishReason, usage, cost, timing, cached, tries } = news.ending
        log.info(
          {
            ...about,
            status,
            ...(code ? { code } : {}),
            ...(finishReason ? { finishReason } : {}),
            ...(usage ? { inputTokens: usage.inputTokens, outputTokens: usage.outputTokens } : {}),
            ...(cost === undefined ? {} : { cost }),
            queueMs: timing.queueMs,
            ttftMs: timing.ttftMs,
            totalMs: timing.totalMs,
            tries,
            ...(cached ? { cached } : {}),
          },
          "run ended",
        )
      } else if (news.type === "try-ended") {
        const { sent, ending } = news
        log.debug(
          {
            ...about,
            attempt: sent.attempt,
            endpoint: sent.endpoint,
            httpStatus: ending.httpStatus,
            ...(ending.requestId ? { upstreamRequestId: ending.requestId } : {}),
            ...(ending.code ? { code: ending.code } : {}),
            ms: news.at - news.startedAt,
          },
          "request to an upstream is over",
        )
      }
    },
  }
}
