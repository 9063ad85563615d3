import { describe, expect, test } from "vitest"
import { credentials, running, signedHeaders } from "./running.fixture.ts"
import { sign } from "./signature.ts"

const now = 1_700_000_000
const body = JSON.stringify({ model: "sandbox-fast", prompt: "hi", max_tokens: 3 })

test("the contract's test vector: other implementations would be refused", () => {
  const vector = '{"model":"deepseek-chat","prompt":"hi"}'
  expect(sign("test-secret", "1633046400", "POST", "/v1/completions", Buffer.from(vector))).toBe(
    "4d2989bd0103f7eeec91caacd62681bb0d3c254a237b9286d3d859fb0ee941b6",
  )
})

describe("a signed request", () => {
  async function send(headers: Record<string, string>, target = "/v1/completions", sent = body) {
    const sandbox = await running({ now: () => now * 1000 })
    const response = await sandbox.post(target, sent, { headers })
    const answer = await response.json()
    return { status: response.status, code: answer.error?.code, date: response.headers.get("date"), sandbox }
  }

  test.each([0, 300, -300])("is taken when the clocks differ by %i s", async (skew) => {
    const { status, sandbox } = await send(signedHeaders("POST", "/v1/completions", body, now + skew))
    expect(status).toBe(200)
    expect(await sandbox.logged()).toMatchObject({ signed: "hmac", outcome: "completed", tokensSent: 3 })
  })

  test.each([301, -301])("is told about the clock when they differ by %i s", async (skew) => {
    const { status, code, date } = await send(signedHeaders("POST", "/v1/completions", body, now + skew))
    expect([status, code]).toEqual([403, "timestamp_out_of_range"])
    expect(Date.parse(date ?? "")).toBe(now * 1000)
  })

  test("covers the query of the target", async () => {
    const target = "/v1/completions?trace=1"
    expect((await send(signedHeaders("POST", target, body, now), target)).status).toBe(200)
    expect((await send(signedHeaders("POST", "/v1/completions", body, now), target)).code).toBe(
      "invalid_signature",
    )
  })

  test("covers the exact bytes of the body", async () => {
    const headers = signedHeaders("POST", "/v1/completions", body, now)
    expect(await send(headers, "/v1/completions", `${body} `)).toMatchObject({
      status: 401,
      code: "invalid_signature",
    })
  })

  test("is refused with another secret, another key, or a broken header", async () => {
    const good = signedHeaders("POST", "/v1/completions", body, now)
    const other = signedHeaders("POST", "/v1/completions", body, now, "other-secret")
    expect(await send(other)).toMatchObject({ status: 401, code: "invalid_signature" })
    expect(await send({ ...good, "X-DeepSeek-APIKey": "other" })).toMatchObject({ code: "invalid_api_key" })
    expect(await send({ ...good, "X-DeepSeek-Timestamp": "soon" })).toMatchObject({
      code: "invalid_signature",
    })
    expect(await send({ ...good, "X-DeepSeek-Signature": "short" })).toMatchObject({
      code: "invalid_signature",
    })
  })
})

test("a request without credentials, or with a wrong bearer token, is refused", async () => {
  const sandbox = await running({ bearerToken: "a-token" })
  const attempts: Record<string, string>[] = [
    {},
    { Authorization: `Bearer ${credentials.apiKey}` },
    { Authorization: "Bearer a-token" },
  ]
  const statuses = attempts.map(
    async (headers) => (await sandbox.post("/v1/completions", body, { headers })).status,
  )
  expect(await Promise.all(statuses)).toEqual([401, 401, 200])
})

test("the list of models takes a signature over an empty body", async () => {
  const sandbox = await running({ now: () => now * 1000 })
  const headers = signedHeaders("GET", "/v1/models", "", now)
  const { data } = await (await fetch(`${sandbox.url}/v1/models`, { headers })).json()
  expect(data.map((model: { id: string }) => model.id)).toContain("sandbox-small")
})
