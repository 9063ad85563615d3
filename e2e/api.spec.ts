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
      [
        "a check with a broken pattern",
        {
          ...batchOf("sandbox-fast"),
          checks: [{ id: "c", kind: "regex", pattern: "(", flags: "", not: false }],
        },
        json,
        400,
        "invalid_input",
        "checks.0.pattern",
      ],
      [
        "a check with a schema that is none",
        {
          ...batchOf("sandbox-fast"),
          checks: [{ id: "c", kind: "json_schema", schema: '{"type": "planet"}' }],
        },
        json,
        400,
        "invalid_input",
        "checks.0.schema",
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
    await stranger.get(`/api/batches/${batchId}`),
    await stranger.get(`/api/batches/${batchId}/judgements`),
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

test("a comparison is put back as it was: setup, outputs, checks, judgements", async ({
  api,
  playwright,
}) => {
  const setup = {
    mode: "completion",
    promptText: "Rain",
    system: "",
    turns: [{ id: "t", role: "user", text: "" }],
    columns: [
      { id: "a", connectionId: "sandbox", model: "sandbox-fast", parameters: {}, samples: 1 },
      { id: "b", name: "Calm", connectionId: "sandbox", model: "sandbox-fast", parameters: {}, samples: 1 },
    ],
    baselineId: "a",
    variables: { names: [], rows: [{ id: "r", values: {} }] },
    checks: [],
    concurrency: 5,
  }
  const one = batchOf("sandbox-fast", "Rain")
  const batch = {
    ...one,
    variants: ["a", "b"].map((columnId) => ({ ...one.variants[0], columnId })),
    runs: [{ variantIndex: 0 }, { variantIndex: 1 }],
    checks: [{ id: "any", kind: "regex", pattern: ".", flags: "s", not: false }],
    costCeiling: 1,
    setup,
  }
  const events = parseEvents(await (await api.http.post("/api/batches", { data: batch })).text())
  const passed = [{ checkId: "any", passed: true }]
  const endings = events.filter((event) => event.type === "run.finished")
  expect(endings.map((event) => event.data.checks)).toEqual([passed, passed])

  const [a, b] = [`${batch.batchId}.0`, `${batch.batchId}.1`]
  const judged = await api.http.patch(`/api/runs/${b}`, { data: { rating: 5, note: "calm", winner: true } })
  expect(judged.status()).toBe(200)
  expect((await api.http.patch(`/api/runs/${b}`, { data: { rating: 6 } })).status()).toBe(400)
  const never = { id: "never", kind: "contains", text: "no such words", not: false, ignoreCase: false }
  const again = { checks: [never], runIds: [a, b, "someone-elses"] }
  const { results } = await (await api.http.post("/api/checks", { data: again })).json()
  const failed = [{ checkId: "never", passed: false, detail: "Not found." }]
  expect(results).toEqual({ [a]: failed, [b]: failed })
  const stranger = (await apiOf(sharedApp(), await createPerson(sharedApp()), playwright.request)).http
  expect(await (await stranger.post("/api/checks", { data: again })).json()).toEqual({ results: {} })
  await stranger.dispose()

  const judgement = { rating: 5, note: "calm", winner: true, checks: failed }
  const judgements = await (await api.http.get(`/api/batches/${batch.batchId}/judgements`)).json()
  expect(judgements.judgements[b]).toEqual(judgement)
  const detail = await (await api.http.get(`/api/batches/${batch.batchId}`)).json()
  expect(detail.setup).toEqual(setup)
  expect(detail.runs.map((entry: { run: { runId: string } }) => entry.run.runId)).toEqual([a, b])
  expect(detail.runs[1].judgement).toEqual(judgement)
  const [entry] = (await (await api.http.get("/api/batches")).json()).batches
  expect(entry).toMatchObject({
    id: batch.batchId,
    counts: { succeeded: 2 },
    columns: [{ id: "a" }, { id: "b", name: "Calm" }],
  })
  const { runs } = await (await api.http.get(`/api/runs?batch=${batch.batchId}`)).json()
  expect(runs.map((run: { columnId: string }) => run.columnId).sort()).toEqual(["a", "b"])
})

test("checks without runs are only looked at, and a broken one is named", async ({ api }) => {
  const ask = (pattern: string) =>
    api.http.post("/api/checks", {
      data: { checks: [{ id: "c", kind: "regex", pattern, flags: "", not: false }], runIds: [] },
    })
  expect(await (await ask("a+")).json()).toEqual({ results: {} })
  const refused = await ask("a(")
  expect(refused.status()).toBe(400)
  expect((await refused.json()).error).toMatchObject({
    code: "invalid_input",
    field: "checks.0.pattern",
    params: { reason: expect.stringContaining("Unterminated group") },
  })
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

test("a method that a call does not have is answered with those that it has", async ({ api }) => {
  for (const method of ["PUT", "GET", "DELETE", "HEAD"]) {
    const answer = await api.http.fetch("/api/images", { method })
    expect(answer.status(), method).toBe(405)
    expect(answer.headers().allow).toBe("POST, OPTIONS")
    if (method === "HEAD") continue
    const { error } = await answer.json()
    expect(error).toMatchObject({ code: "method_not_allowed", params: { method, allow: "POST, OPTIONS" } })
  }
})
