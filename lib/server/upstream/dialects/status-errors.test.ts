import { describe, expect, it } from "vitest"
import { BracketError } from "#lib/domain/errors"
import { createDialects } from "./dialect-of.ts"

const now = Date.parse("2026-11-23T12:00:00Z")
const dialectOf = createDialects({ now: () => now })

async function errorOf(response: Response, dialect: "deepseek" | "openai" = "openai"): Promise<BracketError> {
  const error = await dialectOf(dialect)
    .events(response)
    .next()
    .catch((caught: unknown) => caught)
  if (error instanceof BracketError) return error
  throw new Error("no BracketError")
}

const answer = (status: number, body: unknown = { error: { message: "Words" } }, headers = {}): Response =>
  new Response(typeof body === "string" ? body : JSON.stringify(body), { status, headers })

describe("what a status means", () => {
  it.each([
    [400, "upstream_bad_request", false],
    [401, "upstream_credential", false],
    [402, "upstream_balance", false],
    [403, "upstream_quota", false],
    [404, "upstream_not_found", false],
    [408, "upstream_rate_limited", true],
    [413, "upstream_bad_request", false],
    [422, "upstream_bad_request", false],
    [429, "upstream_rate_limited", true],
    [500, "upstream_fault", true],
    [501, "upstream_fault", false],
    [503, "upstream_fault", true],
    [529, "upstream_fault", true],
  ])("%i is %s, whatever the body says", async (status, code, retryable) => {
    // DeepSeek's own code for a wrong key and for an empty balance.
    const error = await errorOf(answer(status, { error: { message: "x", code: "invalid_request_error" } }))
    expect(error.code).toBe(code)
    expect(error.retryable).toBe(retryable)
    expect(error.params?.status).toBe(status)
    expect(error.hint).not.toBe("")
  })

  it.each([
    [{ error: { message: "Words" } }],
    [{ error: "Words" }],
    [{ object: "error", message: "Words" }],
    [{ message: "Words" }],
    [{ detail: "Words" }],
    [{ detail: [{ loc: ["body"], msg: "Words" }] }],
  ])("passes the upstream's words on from %j", async (body) => {
    const error = await errorOf(answer(400, body))
    expect(error.params?.detail).toBe("Words")
    expect(error.message).toContain("Words")
  })

  it("cuts long words at 300 characters", async () => {
    const { params } = await errorOf(answer(400, { error: { message: "😀".repeat(400) } }))
    expect(String(params?.detail).length).toBeLessThanOrEqual(300)
    expect(String(params?.detail).isWellFormed()).toBe(true)
  })

  it.each([
    ["a page", "<html><title>Bad gateway nginx-7.internal</title></html>"],
    ["a page in JSON", { error: "<html>nginx-7.internal</html>" }],
    ["nothing", ""],
    ["words without JSON", "nginx-7.internal"],
  ])("survives %s and shows none of it", async (_, body) => {
    const error = await errorOf(answer(502, body))
    expect(error.code).toBe("upstream_fault")
    expect(JSON.stringify(error.toRunError())).not.toContain("nginx-7")
  })

  it("never passes on the part of a key that an upstream echoes", async () => {
    const words = "Incorrect API key provided: sk-abcd****wxyz"
    for (const status of [400, 401, 403, 500]) {
      const error = await errorOf(answer(status, { error: { message: words } }))
      expect(JSON.stringify(error.toRunError())).not.toMatch(/abcd|wxyz/)
    }
    expect((await errorOf(answer(401))).params?.detail).toBeUndefined()
  })

  it("names the request for the upstream's support", async () => {
    const error = await errorOf(answer(500, "", { "x-request-id": "r-1" }))
    expect(error.params?.upstreamRequestId).toBe("r-1")
  })

  it("does not read an endless error body to its end", async () => {
    let sent = 0
    const body = new ReadableStream<Uint8Array>({
      pull(controller) {
        sent += 1
        controller.enqueue(new Uint8Array(16 * 1024))
      },
    })
    const error = await errorOf(new Response(body, { status: 500 }))
    expect(error.code).toBe("upstream_fault")
    expect(sent).toBeLessThan(10)
  })
})

describe("how long to wait", () => {
  it.each([
    [{ "retry-after": "7" }, 7000],
    [{ "retry-after": "0.5" }, 500],
    [{ "retry-after": "Mon, 23 Nov 2026 12:00:09 GMT" }, 9000],
    // By the upstream's own clock, when it tells the time.
    [{ "retry-after": "Mon, 23 Nov 2026 13:00:09 GMT", date: "Mon, 23 Nov 2026 13:00:00 GMT" }, 9000],
    [{ "retry-after": "Mon, 23 Nov 2026 11:00:00 GMT" }, 0],
    [{ "retry-after-ms": "250", "retry-after": "7" }, 250],
    [{ "retry-after": "soon" }, undefined],
    [{}, undefined],
  ])("is what %j asks for", async (headers, waitMs) => {
    expect((await errorOf(answer(429, "", headers))).retryAfterMs).toBe(waitMs)
    expect((await errorOf(answer(503, "", headers))).retryAfterMs).toBe(waitMs)
  })
})

describe("a stale clock", () => {
  const date = (offsetSeconds: number) => ({ date: new Date(now + offsetSeconds * 1000).toUTCString() })

  it.each([
    [401, -900, "ahead"],
    [403, 900, "behind"],
  ])("is told from status %i and a Date %i s away", async (status, offset, direction) => {
    const error = await errorOf(answer(status, undefined, date(offset)), "deepseek")
    expect(error.code).toBe("upstream_clock")
    expect(error.params).toMatchObject({ seconds: 900, direction, status })
  })

  it("is not blamed when the clocks agree, when nothing tells, or when nothing was signed", async () => {
    expect((await errorOf(answer(403, undefined, date(300)), "deepseek")).code).toBe("upstream_quota")
    expect((await errorOf(answer(401), "deepseek")).code).toBe("upstream_credential")
    expect((await errorOf(answer(401, undefined, date(900)), "openai")).code).toBe("upstream_credential")
    expect((await errorOf(answer(500, undefined, date(900)), "deepseek")).code).toBe("upstream_fault")
  })
})

describe("the list of models", () => {
  const list = (body: unknown) => dialectOf("openai").models(answer(200, body))

  it("is asked for under the base URL", () => {
    const path = (id: "deepseek" | "openai", baseUrl: string) =>
      dialectOf(id).modelsRequest({ baseUrl, provider: "compatible" }).url.href
    expect(path("deepseek", "https://api.example")).toBe("https://api.example/v1/models")
    expect(path("openai", "https://api.example/v1")).toBe("https://api.example/v1/models")
  })

  it("is read from an object or a bare list, each name once", async () => {
    expect(await list({ data: [{ id: "a" }, { id: "b" }, { id: "a" }, { name: "?" }, null] })).toEqual([
      "a",
      "b",
    ])
    expect(await list([{ id: "a" }])).toEqual(["a"])
  })

  it("fails in words that help", async () => {
    await expect(list("<html>")).rejects.toMatchObject({ code: "upstream_garbage" })
    await expect(list({ models: [] })).rejects.toMatchObject({ code: "upstream_garbage" })
    await expect(dialectOf("openai").models(answer(401))).rejects.toMatchObject({
      code: "upstream_credential",
    })
  })
})
