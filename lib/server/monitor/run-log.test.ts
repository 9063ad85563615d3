import { expect, it } from "vitest"
import { createRunLog } from "./run-log.ts"

it("writes one line per run with what an operator asks for, and not a word of its prompt", () => {
  const lines: [string, object, string][] = []
  const log = createRunLog({
    info: (details: object, message: string) => lines.push(["info", details, message]),
    debug: (details: object, message: string) => lines.push(["debug", details, message]),
  } as never)
  const run = {
    id: "run",
    batchId: "batch",
    personHash: "hash",
    connectionId: "local",
    variant: {
      connectionId: "local",
      model: "small",
      mode: "completion" as const,
      prompt: { kind: "text" as const, text: "words of a prompt" },
      parameters: { stop: ["words too"] },
    },
    sample: 0,
  }
  const sent = {
    attempt: 1,
    connectionName: "L",
    provider: "compatible",
    method: "POST",
    endpoint: "/v1/completions",
    host: "h",
    port: 80,
  }
  log.hear(run, { type: "run-begun", at: 1 })
  log.hear(run, { type: "try-sent", at: 1, sent })
  log.hear(run, {
    type: "try-ended",
    at: 3,
    startedAt: 1,
    sent,
    ending: { httpStatus: 503, code: "upstream_fault", requestId: "up-1" },
  })
  const timing = { queueMs: 1, ttftMs: null, totalMs: 2, tokensPerSecond: null }
  log.hear(run, {
    type: "run-ended",
    at: 3,
    ending: { status: "failed", code: "upstream_fault", timing, cached: false, tries: 1 },
  })
  expect(lines).toMatchObject([
    [
      "debug",
      { runId: "run", attempt: 1, httpStatus: 503, upstreamRequestId: "up-1", ms: 2 },
      expect.any(String),
    ],
    [
      "info",
      { runId: "run", batchId: "batch", status: "failed", code: "upstream_fault", tries: 1 },
      "run ended",
    ],
  ])
  expect(JSON.stringify(lines)).not.toContain("words")
})
