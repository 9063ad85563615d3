import { describe, expect, test } from "vitest"
import { bodyLimit } from "./body.ts"
import { payloads, running } from "./running.fixture.ts"

async function failure(response: Response) {
  const { error } = await response.json()
  return {
    status: response.status,
    code: error.code,
    param: error.param,
    message: error.message,
    type: error.type,
  }
}

describe("bad requests get the error form that clients parse", () => {
  test.each([
    [{ temperature: 2.1 }, 400, "invalid_value", "temperature"],
    [{ top_p: -0.1 }, 400, "invalid_value", "top_p"],
    [{ max_tokens: 5000 }, 400, "invalid_value", "max_tokens"],
    [{ max_tokens: 0 }, 400, "invalid_value", "max_tokens"],
    [{ n: 9 }, 400, "invalid_value", "n"],
    [{ logprobs: 21 }, 400, "invalid_value", "logprobs"],
    [{ stop: Array(17).fill("x") }, 400, "invalid_value", "stop"],
    [{ prompt: undefined }, 400, "missing_required_parameter", "prompt"],
    [{ model: undefined }, 400, "missing_required_parameter", "model"],
    [{ model: "gpt-none" }, 404, "model_not_found", "model"],
    [{ prompt: "word ".repeat(32_400) }, 400, "context_length_exceeded", "prompt"],
  ])("completion with %j", async (body, status, code, param) => {
    const sandbox = await running()
    const found = await failure(await sandbox.complete(body))
    expect(found).toMatchObject({ status, code, param })
    expect(found.message).toMatch(/\w/)
    expect(await sandbox.logged()).toMatchObject({ outcome: "refused", status, tokensSent: 0 })
  })

  test.each([
    [{ messages: [] }, "messages"],
    [{ messages: [{ role: "robot", content: "hi" }] }, "messages[0].role"],
    [{ messages: [{ role: "user", content: [{ type: "image_url" }] }] }, "messages[0].content"],
    [{ top_logprobs: 3 }, "top_logprobs"],
  ])("chat with %j", async (body, param) => {
    const sandbox = await running()
    expect(await failure(await sandbox.chat(body))).toMatchObject({
      status: 400,
      code: "invalid_value",
      param,
    })
  })

  test("a body that is not JSON, or no object", async () => {
    const sandbox = await running()
    expect(await failure(await sandbox.post("/v1/completions", "{"))).toMatchObject({ code: "invalid_json" })
    expect(await failure(await sandbox.post("/v1/completions", "[]"))).toMatchObject({ status: 400 })
  })

  test("a body over the limit", async () => {
    const sandbox = await running()
    const response = await sandbox.post("/v1/completions", "x".repeat(bodyLimit + 1))
    expect(await failure(response)).toMatchObject({ status: 413, code: "body_too_large" })
  })

  test("another path or method", async () => {
    const sandbox = await running()
    expect(await failure(await fetch(`${sandbox.url}/v2`))).toMatchObject({ status: 404, code: "not_found" })
    const response = await fetch(`${sandbox.url}/v1/completions`)
    expect(response.headers.get("allow")).toBe("POST")
    expect(await failure(response)).toMatchObject({ status: 405 })
  })
})

describe("quotas", () => {
  test("too many requests in a minute: 429 with the time to wait, and then it goes on", async () => {
    let now = 1_000_000
    const sandbox = await running({ limits: { requestsPerMinute: 2 }, now: () => now })
    const ask = (): Promise<Response> => sandbox.complete({ max_tokens: 1 })
    expect([(await ask()).status, (await ask()).status]).toEqual([200, 200])
    now += 15_000
    const refused = await ask()
    expect([refused.status, refused.headers.get("retry-after")]).toEqual([429, "45"])
    now += 45_000
    expect((await ask()).status).toBe(200)
  })

  test("a spent token quota: 403 insufficient_quota", async () => {
    const sandbox = await running({ limits: { totalTokens: 3 } })
    await (await sandbox.complete({ max_tokens: 3 })).text()
    await sandbox.logged()
    expect(await failure(await sandbox.complete({}))).toMatchObject({
      status: 403,
      code: "insufficient_quota",
    })
  })
})

describe("a reader who leaves", () => {
  test("stops the model and is logged as client-closed, with what was sent", async () => {
    const sandbox = await running({ speed: 1 })
    const leave = new AbortController()
    const response = await sandbox.complete(
      { model: "sandbox-small", stream: true },
      { signal: leave.signal, method: "POST" },
    )
    const reader = response.body?.getReader()
    await reader?.read()
    leave.abort()
    const entry = await sandbox.logged()
    expect(entry).toMatchObject({ outcome: "client-closed", status: 200, model: "sandbox-small" })
    expect(entry.tokensSent).toBeGreaterThanOrEqual(1)
    expect(entry.tokensSent).toBeLessThan(20)
  })

  test("is seen through the control door, which shows no prompt and no key", async () => {
    const sandbox = await running()
    await (await sandbox.complete({ prompt: "a private matter", max_tokens: 2 })).text()
    const { id } = await sandbox.logged()
    const text = await (await fetch(`${sandbox.url}/sandbox/requests`)).text()
    expect(JSON.parse(text).requests).toHaveLength(1)
    expect(text).not.toMatch(/private|test-key|test-secret/)
    const later = await (await fetch(`${sandbox.url}/sandbox/requests?after=${id}`)).json()
    expect(later.requests).toEqual([])
  })
})

test("a stream is the contract's: chunks of one token, usage with the finish reason, [DONE]", async () => {
  const sandbox = await running()
  const response = await sandbox.complete({ max_tokens: 5, stream: true })
  expect(response.headers.get("content-type")).toMatch(/^text\/event-stream/)
  const events = await payloads(response)
  expect(events.at(-1)).toBe("[DONE]")
  const chunks = events.slice(0, -1).map((event) => JSON.parse(event))
  expect(chunks).toHaveLength(6)
  expect(
    chunks.every((chunk) => chunk.object === "text_completion" && chunk.id.startsWith("chatcmpl-")),
  ).toBe(true)
  expect(chunks.at(-1)).toMatchObject({
    choices: [{ text: "", finish_reason: "length" }],
    usage: { prompt_tokens: 1, completion_tokens: 5, total_tokens: 6 },
  })
})

test("healthz answers without credentials", async () => {
  const sandbox = await running()
  expect((await fetch(`${sandbox.url}/healthz`)).status).toBe(200)
})
