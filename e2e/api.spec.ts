import { randomUUID } from "node:crypto"
import { apiOf, batchOf, createPerson, expect, parseEvents, sharedApp, test } from "./fixtures.ts"

const json = { "content-type": "application/json" }

test.describe("bad input gets a status, a code and a remedy, and nothing is sent", () => {
  const cases: [string, Record<string, unknown> | string, Record<string, string>, number, string, string?][] =
    [
      ["malformed JSON", "{nope", json, 400, "invalid_json"],
      ["a wrong content type", "x=1", { "content-type": "text/plain" }, 415, "unsupported_media_type"],
      [
        "a foreign origin",
        batchOf("sandbox-fast"),
        { ...json, origin: "https://evil.example" },
        403,
        "foreign_origin",
      ],
      [
        "another site's page",
        batchOf("sandbox-fast"),
        { ...json, "sec-fetch-site": "cross-site" },
        403,
        "foreign_origin",
      ],
      ["a missing field", { kind: "text" }, json, 400, "invalid_input", "batchId"],
      ["an unknown model", batchOf("no-such-model"), json, 400, "unknown_model", "variants.0.model"],
      [
        "a parameter out of range",
        batchOf("sandbox-fast", "Hello", { parameters: { temperature: 3 } }),
        json,
        400,
        "invalid_input",
        "variants.0.parameters.temperature",
      ],
      ["an empty prompt", batchOf("sandbox-fast", " "), json, 400, "invalid_input", "variants.0.prompt"],
      [
        "an over-long prompt",
        batchOf("sandbox-fast", "x".repeat(2_000_001)),
        json,
        400,
        "prompt_too_long",
        "variants.0.prompt",
      ],
      [
        "a body over the route's limit",
        batchOf("sandbox-fast", "x".repeat(17_000_000)),
        json,
        413,
        "body_too_large",
      ],
    ]
  for (const [name, body, headers, status, code, field] of cases)
    test(name, async ({ api }) => {
      const response = await api.http.post("/api/batches", {
        data: typeof body === "string" ? Buffer.from(body) : body,
        headers,
      })
      const { error } = await response.json()
      expect(response.status()).toBe(status)
      expect(error).toMatchObject({ code, requestId: expect.any(String), message: expect.any(String) })
      expect(error.hint).not.toBe("")
      if (field !== undefined) expect(error.field).toBe(field)
      expect((await (await api.http.get("/api/runs")).json()).runs).toEqual([])
    })
})

test("without a session, or with a tampered cookie, the API answers 401 in its error shape", async ({
  playwright,
  person,
}) => {
  for (const cookie of ["", `${person.cookie.name}=${person.cookie.value.slice(0, -6)}AAAAAA`]) {
    const stranger = await playwright.request.newContext({
      baseURL: sharedApp().url,
      extraHTTPHeaders: { cookie },
    })
    const response = await stranger.get("/api/runs")
    expect(response.status()).toBe(401)
    expect((await response.json()).error.code).toBe("unauthenticated")
    await stranger.dispose()
  }
})

test("a cookie that is no cookie, an address that is none, a body that is too much: each has its answer", async ({
  request,
}) => {
  const garbled = await request.get("/api/runs", { headers: { cookie: "next-auth.session-token=%E0%A4%A" } })
  expect(garbled.status()).toBe(401)
  const nowhere = await request.get("/api/no-such-call")
  expect(nowhere.status()).toBe(404)
  expect((await nowhere.json()).error.code).toBe("not_found")
  const flood = await request.post("/api/auth/callback/link", {
    headers: { "content-type": "application/x-www-form-urlencoded" },
    data: "x".repeat(100_000),
  })
  expect(flood.status()).toBe(413)
})

test("a run that is unknown or someone else's answers 404, whatever is done to it", async ({
  api,
  playwright,
}) => {
  const events = await api.run("sandbox-fast")
  const runId = String(events.find((event) => event.type === "run.finished")?.data.runId)
  const batchId = String(events.find((event) => event.type === "batch.finished")?.data.batchId)
  const stranger = (await apiOf(sharedApp(), await createPerson(sharedApp()), playwright.request)).http
  const answers = [
    await api.http.get("/api/runs/no-such-run"),
    await stranger.get(`/api/runs/${runId}`),
    await stranger.patch(`/api/runs/${runId}`, { data: { starred: true } }),
    await stranger.delete(`/api/runs/${runId}`),
    await stranger.post(`/api/runs/${runId}/cancel`),
    await stranger.get(`/api/batches/${batchId}/events`),
    await stranger.post(`/api/batches/${batchId}/cancel`),
    await stranger.post(`/api/batches/${batchId}/resume`),
    await stranger.post(`/api/batches/${batchId}/runs`, {
      data: { joinId: "join-0001", ...batchOf("sandbox-fast") },
    }),
  ]
  for (const answer of answers) {
    expect(answer.status(), answer.url()).toBe(404)
    expect((await answer.json()).error.code).toBe("not_found")
  }
  expect((await (await stranger.get("/api/runs")).json()).runs).toEqual([])
  expect((await api.http.get(`/api/runs/${runId}`)).status()).toBe(200)
  await stranger.dispose()
})

test("over the limit, a call is answered with 429 and the time to wait", async ({ api }) => {
  const change = () =>
    api.http.post("/api/me/password", { data: { email: "a@b.example", password: "short" } })
  let response = await change()
  for (let call = 0; call < 12 && response.status() !== 429; call++) response = await change()
  expect(response.status()).toBe(429)
  expect(Number(response.headers()["retry-after"])).toBeGreaterThan(0)
  expect((await response.json()).error).toMatchObject({
    code: "rate_limited",
    params: { waitSeconds: expect.any(Number) },
  })
})

test("a viewer may read but not run", async ({ playwright }) => {
  const { http } = await apiOf(sharedApp(), await createPerson(sharedApp(), "viewer"), playwright.request)
  expect((await http.get("/api/runs")).status()).toBe(200)
  const refused = await http.post("/api/batches", { data: batchOf("sandbox-fast") })
  expect(refused.status()).toBe(403)
  expect((await refused.json()).error.code).toBe("forbidden")
  await http.dispose()
})

test("the same batch id answers the same events and is one line of history", async ({ api }) => {
  const batch = batchOf("sandbox-fast", "Once only")
  const first = parseEvents(await (await api.http.post("/api/batches", { data: batch })).text())
  const second = parseEvents(await (await api.http.post("/api/batches", { data: batch })).text())
  expect(second.map((event) => event.type)).toEqual(["batch.started", "run.snapshot", "batch.finished"])
  expect(second[1]?.data.run).toMatchObject({ status: "succeeded", runId: first[0] && `${batch.batchId}.0` })
  const middle = first[2]?.id ?? ""
  const rest = parseEvents(
    await (await api.http.get(`/api/batches/${batch.batchId}/events?after=${middle}`)).text(),
  )
  expect(rest).toEqual(first.slice(3))
  const byHeader = await api.http.get(`/api/batches/${batch.batchId}/events`, {
    headers: { "last-event-id": middle },
  })
  expect(parseEvents(await byHeader.text())).toEqual(first.slice(3))
  expect((await (await api.http.get("/api/runs")).json()).runs).toHaveLength(1)
  const list = await (await api.http.get("/api/batches")).json()
  expect(list.batches.map((entry: { id: string }) => entry.id)).toEqual([batch.batchId])
})

test("a batch id that is taken by someone else is refused", async ({ api, playwright }) => {
  const batch = batchOf("sandbox-fast")
  await (await api.http.post("/api/batches", { data: batch })).text()
  const stranger = (await apiOf(sharedApp(), await createPerson(sharedApp()), playwright.request)).http
  const refused = await stranger.post("/api/batches", { data: batch })
  expect(refused.status()).toBe(409)
  await stranger.dispose()
})

test("no page and no answer holds a key of the sandbox's pair", async ({ api, page }) => {
  await page.goto("/settings")
  const events = await api.run("sandbox-fast", "Where is the key?")
  const runId = String(events.find((event) => event.type === "run.finished")?.data.runId)
  const detail = await (await api.http.get(`/api/runs/${runId}`)).json()
  expect(detail.request.headers["x-deepseek-signature"]).toBe("•••")
  expect(detail.request.headers["x-deepseek-apikey"]).toBe("•••")
  expect(detail.request.url).toContain("/v1/completions")
  const connections = await (await api.http.get("/api/connections")).json()
  expect(Object.keys(connections.connections[0].credential)).toEqual(["kind"])
})

test("liveness and readiness answer without a session", async ({ request }) => {
  expect((await request.get("/api/health")).status()).toBe(200)
  expect((await request.get("/api/ready")).status()).toBe(200)
})

test("an audited call leaves a row", async ({ api, person }) => {
  const { DatabaseSync } = await import("node:sqlite")
  const batch = batchOf("sandbox-fast")
  await (await api.http.post("/api/batches", { data: batch })).text()
  await api.http.post(`/api/batches/${randomUUID()}/cancel`)
  const rows = () => {
    const database = new DatabaseSync(`${sharedApp().dataDir}/bracket.db`, {
      timeout: 10_000,
      readOnly: true,
    })
    const found = database
      .prepare("select action, outcome from audit where person_id = ? order by at")
      .all(person.id)
    database.close()
    return found
  }
  await expect.poll(rows).toEqual([
    { action: "batch.start", outcome: "ok" },
    { action: "batch.cancel", outcome: "refused" },
  ])
})
