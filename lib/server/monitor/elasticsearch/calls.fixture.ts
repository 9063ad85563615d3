import type { ObservedRun, ObservedTry, RunObserver } from "#lib/server/monitor/run-observer"

/** A run for tests of observers; its prompt may be told to nobody unasked. */
export const observedRun = (id: string, more: Partial<ObservedRun> = {}): ObservedRun => ({
  id,
  batchId: "batch",
  personHash: "hash-of-a-person",
  connectionId: "local",
  variant: {
    connectionId: "local",
    model: "small",
    mode: "chat",
    prompt: { kind: "chat", messages: [{ role: "user", content: "the words of a prompt" }] },
    parameters: {},
  },
  sample: 0,
  ...more,
})

export const observedTry = (attempt = 1): ObservedTry => ({
  attempt,
  connectionName: "Local",
  provider: "compatible",
  method: "POST",
  endpoint: "/v1/chat/completions",
  host: "127.0.0.1",
  port: 80,
})

/** Tells an observer of a call that was answered; the id of its document. */
export function tellCall(observer: RunObserver, runId: string, attempt = 1): string {
  const run = observedRun(runId)
  const sent = observedTry(attempt)
  observer.hear(run, { type: "try-sent", at: 1000, sent })
  observer.hear(run, {
    type: "try-ended",
    at: 3500,
    startedAt: 1000,
    sent,
    ending: {
      httpStatus: 200,
      requestId: `req-${runId}`,
      firstTokenAt: 1200,
      finishReason: "stop",
      usage: { inputTokens: 3, outputTokens: 5 },
      cost: 0.5,
    },
  })
  return `${runId}:${attempt}:1000`
}
