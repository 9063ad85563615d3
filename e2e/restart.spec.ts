import { apiOf, batchOf, createPerson, expect, parseEvents, test } from "./fixtures.ts"
import { discardData, startApp } from "./start-app.ts"

test("after a crash in mid-stream the run is there, interrupted, with its text, and can be carried on", async ({
  playwright,
}) => {
  const app = await startApp()
  const person = await createPerson(app)
  const api = await apiOf(app, person, playwright.request)
  const batch = batchOf("fault-slow", "Tell me about the seasons", { parameters: { max_tokens: 24 } })
  const answer = api.http.post("/api/batches", { data: batch }).catch(() => undefined)
  const newest = async () => (await (await api.http.get("/api/runs")).json()).runs[0]
  await expect.poll(async () => (await newest())?.outputPreview ?? "").not.toBe("")
  await app.kill()
  await answer

  const again = await startApp({ dataDir: app.dataDir, port: Number(new URL(app.url).port) })
  try {
    const run = await newest()
    expect(run).toMatchObject({ status: "interrupted", error: { code: "interrupted" } })
    expect(run.outputPreview).not.toBe("")
    const events = parseEvents(await (await api.http.get(`/api/batches/${batch.batchId}/events`)).text())
    expect(events.map((event) => event.type)).toEqual(["batch.started", "run.snapshot", "batch.finished"])
    await api.http.post(`/api/batches/${batch.batchId}/resume`)
    const resumed = parseEvents(await (await api.http.get(`/api/batches/${batch.batchId}/events`)).text())
    expect(resumed.at(-1)?.data.counts).toEqual({ succeeded: 1 })
  } finally {
    await again.stop()
    await discardData(again)
  }
})

test("asked to stop, the server ends what runs within its grace, and exits cleanly", async ({
  playwright,
}) => {
  const app = await startApp({ env: { SHUTDOWN_GRACE_MS: "300" } })
  const api = await apiOf(app, await createPerson(app), playwright.request)
  // Says something and then nothing: it surely still runs when the server is asked to stop.
  const batch = batchOf("fault-stall", "A long story")
  const answer = api.http.post("/api/batches", { data: batch })
  await expect
    .poll(async () => (await (await api.http.get("/api/runs")).json()).runs[0]?.outputPreview ?? "")
    .not.toBe("")
  expect(await app.stop()).toBe(0)
  const events = parseEvents(await (await answer).text())
  expect(events.find((event) => event.type === "run.finished")?.data).toMatchObject({ status: "interrupted" })
  await discardData(app)
})

const { TEST_DATABASE_URL: databaseUrl, TEST_REDIS_URL: redisUrl } = process.env
if (databaseUrl && redisUrl)
  test("the whole application runs on PostgreSQL and Redis", async ({ page, context }) => {
    const app = await startApp({ env: { DATABASE_URL: databaseUrl, REDIS_URL: redisUrl } })
    try {
      await context.clearCookies()
      await page.goto(app.link ?? "")
      await page.waitForURL("**/playground")
      const answer = await page.request.post(`${app.url}/api/batches`, { data: batchOf("sandbox-fast") })
      const events = parseEvents(await answer.text())
      expect(events.at(-1)?.data.counts).toEqual({ succeeded: 1 })
      const { runs } = await (await page.request.get(`${app.url}/api/runs?q=hello`)).json()
      expect(runs[0]).toMatchObject({ status: "succeeded", promptPreview: "Hello" })
    } finally {
      await app.stop()
      await discardData(app)
    }
  })

test("without the Redis that it is told of the application starts all the same, and runs", async ({
  playwright,
}) => {
  const app = await startApp({ env: { REDIS_URL: "redis://127.0.0.1:1/0" } })
  try {
    const api = await apiOf(app, await createPerson(app), playwright.request)
    const events = await api.run("sandbox-fast")
    expect(events.at(-1)?.data.counts).toEqual({ succeeded: 1 })
    expect(events.filter(({ type }) => type === "run.delta").length).toBeGreaterThan(0)
  } finally {
    expect(await app.stop()).toBe(0)
    await discardData(app)
  }
})
