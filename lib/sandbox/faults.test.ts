import { describe, expect, test } from "vitest"
import { faultModels } from "#lib/domain/models"
import { faults } from "./faults.ts"
import { payloads, type Running, running } from "./running.fixture.ts"

// Every way in which an upstream can fail must really happen here, or the app's answer to it is untested.
const endpoints = ["complete", "chat"] as const
const ask = (
  sandbox: Running,
  endpoint: (typeof endpoints)[number],
  model: string,
  body = {},
): Promise<Response> => sandbox[endpoint]({ model, stream: true, max_tokens: 40, ...body })

test("every fault model of the domain has a behaviour", () => {
  expect(Object.keys(faults).sort()).toEqual([...faultModels].sort())
})

describe.each(endpoints)("%s", (endpoint) => {
  test.each([
    ["fault-401", 401, "invalid_api_key"],
    ["fault-402", 402, "insufficient_balance"],
    ["fault-403", 403, "insufficient_quota"],
    ["fault-404", 404, "model_not_found"],
    ["fault-clock", 403, "timestamp_out_of_range"],
    ["fault-429", 429, "rate_limit_exceeded"],
    ["fault-429-long", 429, "rate_limit_exceeded"],
    ["fault-500", 500, "server_error"],
    ["fault-503", 503, "overloaded"],
  ])("%s answers %i %s", async (model, status, code) => {
    const sandbox = await running()
    const response = await ask(sandbox, endpoint, model)
    const { error } = await response.json()
    expect([response.status, error.code]).toEqual([status, code])
    expect(response.headers.get("retry-after")).toBe(model === "fault-429-long" ? "120" : null)
    expect(await sandbox.logged()).toMatchObject({ model, outcome: "faulted", status })
  })

  test("fault-clock shows a clock that is 15 minutes ahead", async () => {
    const sandbox = await running({ now: () => 1_700_000_000_000 })
    const response = await ask(sandbox, endpoint, "fault-clock")
    expect(Date.parse(response.headers.get("date") ?? "")).toBe(1_700_000_900_000)
  })

  test.each([
    ["fault-429-once", 429],
    ["fault-500-once", 500],
  ])("%s fails once for each prompt", async (model, status) => {
    const sandbox = await running()
    const statuses: number[] = []
    for (const content of ["a", "a", "b", "a"]) {
      const body = endpoint === "chat" ? { messages: [{ role: "user", content }] } : { prompt: content }
      statuses.push((await ask(sandbox, endpoint, model, body)).status)
    }
    expect(statuses).toEqual([status, 200, status, 200])
  })

  test("fault-html and fault-empty answer 502 with a page, and with nothing", async () => {
    const sandbox = await running()
    const page = await ask(sandbox, endpoint, "fault-html")
    expect([page.status, page.headers.get("content-type")]).toEqual([502, "text/html; charset=utf-8"])
    expect(await page.text()).toMatch(/^<!doctype html>/)
    const empty = await ask(sandbox, endpoint, "fault-empty")
    expect([empty.status, await empty.text()]).toEqual([502, ""])
  })

  test("fault-json-instead-of-stream answers whole", async () => {
    const sandbox = await running()
    const response = await ask(sandbox, endpoint, "fault-json-instead-of-stream")
    expect(response.headers.get("content-type")).toBe("application/json")
    expect((await response.json()).choices).toHaveLength(1)
  })

  test("fault-error-in-stream sends tokens, an error and [DONE]", async () => {
    const sandbox = await running()
    const events = await payloads(await ask(sandbox, endpoint, "fault-error-in-stream"))
    expect(events.length).toBeGreaterThan(10)
    expect(JSON.parse(events.at(-2) ?? "").error.code).toBe("server_error")
    expect(events.at(-1)).toBe("[DONE]")
  })

  test("fault-cut ends after 12 tokens without a finish reason or [DONE]", async () => {
    const sandbox = await running()
    const events = await payloads(await ask(sandbox, endpoint, "fault-cut"))
    expect(events).not.toContain("[DONE]")
    expect(events.every((event) => JSON.parse(event).choices[0].finish_reason === null)).toBe(true)
    expect(await sandbox.logged()).toMatchObject({ tokensSent: 12, outcome: "faulted" })
  })

  test("fault-cut-before-token is an empty stream", async () => {
    const sandbox = await running()
    const response = await ask(sandbox, endpoint, "fault-cut-before-token")
    expect([response.status, await response.text()]).toEqual([200, ""])
  })

  test("fault-garbage sends tokens and then what is no JSON", async () => {
    const sandbox = await running()
    const events = await payloads(await ask(sandbox, endpoint, "fault-garbage"))
    expect(() => JSON.parse(events[3] ?? "")).not.toThrow()
    expect(() => JSON.parse(events.at(-2) ?? "")).toThrow()
  })

  test.each(["fault-stall", "fault-keep-alive-forever", "fault-huge-line"])(
    "%s goes on until the client closes",
    async (model) => {
      const sandbox = await running()
      const leave = new AbortController()
      const headers = { Authorization: "Bearer test-key" }
      const init = { signal: leave.signal, method: "POST", headers }
      const body = { model, stream: true, max_tokens: 40 }
      const reader = (await sandbox[endpoint](body, init)).body?.getReader()
      const first = await reader?.read()
      expect(first?.done).toBe(false)
      leave.abort()
      expect(await sandbox.logged()).toMatchObject({ outcome: "client-closed", model })
    },
  )

  test("fault-keep-alive-forever never sends a payload", async () => {
    const sandbox = await running()
    const reader = (await ask(sandbox, endpoint, "fault-keep-alive-forever")).body?.getReader()
    for (let count = 0; count < 5; count++) {
      const { value } = (await reader?.read()) ?? {}
      expect(Buffer.from(value ?? []).toString()).toMatch(/^(?:: keep-alive\n\n)+$/)
    }
    await reader?.cancel()
  })

  test("fault-huge-line is one line of 32 MB", async () => {
    const sandbox = await running()
    const text = await (await ask(sandbox, endpoint, "fault-huge-line")).text()
    expect(text.length).toBeGreaterThan(32 * 1024 * 1024)
    expect(text).not.toContain("\n")
  })

  test("fault-reset breaks the connection after some tokens", async () => {
    const sandbox = await running()
    const response = await ask(sandbox, endpoint, "fault-reset")
    expect(response.status).toBe(200)
    await expect(response.text()).rejects.toThrow()
    expect(await sandbox.logged()).toMatchObject({ tokensSent: 12, outcome: "faulted" })
  })

  test("fault-slow-start says it is alive and then answers", async () => {
    const sandbox = await running()
    const text = await (await ask(sandbox, endpoint, "fault-slow-start")).text()
    expect(text).toMatch(/^: keep-alive\n\n/)
    expect(text).toMatch(/data: \[DONE\]\n\n$/)
  })

  test("fault-split-utf8 says the same as a healthy model, in crumbs", async () => {
    const sandbox = await running()
    const body =
      endpoint === "chat" ? { messages: [{ role: "user", content: "怎样泡茶？" }] } : { prompt: "怎样泡茶？" }
    const read = async (model: string): Promise<string[]> => {
      const events = await payloads(await ask(sandbox, endpoint, model, body))
      return events.slice(0, -1).map((event) => JSON.stringify(JSON.parse(event).choices))
    }
    expect(await read("fault-split-utf8")).toEqual(await read("sandbox-fast"))
    const raw = await (await ask(sandbox, endpoint, "fault-split-utf8", body)).text()
    expect(raw).toMatch(/^: 分 🙂\r\ndata: /)
    expect(raw).toMatch(/data: \[DONE\]\r\n\r\n$/)
  })

  test("fault-content-filter stops with its reason", async () => {
    const sandbox = await running()
    const events = await payloads(await ask(sandbox, endpoint, "fault-content-filter"))
    expect(JSON.parse(events.at(-2) ?? "").choices[0].finish_reason).toBe("content_filter")
  })
})

describe("without a stream the JSON body suffers", () => {
  test.each(["fault-cut", "fault-garbage"])("%s is no JSON", async (model) => {
    const sandbox = await running()
    await expect((await ask(sandbox, "chat", model, { stream: false })).json()).rejects.toThrow()
  })

  test.each(["fault-slow", "fault-slow-start", "fault-split-utf8"])("%s is a whole answer", async (model) => {
    const sandbox = await running()
    const answer = await (await ask(sandbox, "complete", model, { stream: false })).json()
    expect(answer.choices[0].text).not.toBe("")
  })
})
