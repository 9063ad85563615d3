import { DatabaseSync } from "node:sqlite"
import { type AppUnderTest, apiOf, batchOf, createPerson, expect, parseEvents, test } from "./fixtures.ts"
import { discardData, startApp } from "./start-app.ts"

/** Service faults open the breaker of the connection, so each of these has an app of its own. */
async function withOwnApp(work: (app: AppUnderTest) => Promise<void>): Promise<void> {
  const app = await startApp()
  try {
    await work(app)
  } finally {
    await app.stop()
    await discardData(app)
  }
}

/** Makes the sandbox connection as impatient as a test must be. */
function shortenTimeLimits(app: AppUnderTest, timeLimits: Record<string, number>): void {
  const database = new DatabaseSync(`${app.dataDir}/bracket.db`, { timeout: 10_000 })
  database
    .prepare("update connections set settings = ? where id = 'sandbox'")
    .run(JSON.stringify({ timeLimits }))
  database.close()
}

const outages = {
  "fault-429": "upstream_rate_limited",
  "fault-500": "upstream_fault",
  "fault-503": "upstream_fault",
  "fault-html": "upstream_fault",
  "fault-empty": "upstream_fault",
}

test("each kind of outage is tried five times in the open, and then fails with what to do", async ({
  playwright,
}) => {
  // Each waits some 15 s between its tries: side by side, they wait together.
  const tries = Object.entries(outages).map(([model, code]) =>
    withOwnApp(async (app) => {
      const api = await apiOf(app, await createPerson(app), playwright.request)
      const events = await api.run(model)
      expect(
        events.filter((event) => event.type === "run.retrying"),
        model,
      ).toHaveLength(4)
      const finished = events.find((event) => event.type === "run.finished")?.data
      expect(finished).toMatchObject({ status: "failed", error: { code, hint: expect.stringMatching(/\w/) } })
      expect(JSON.stringify(events)).not.toContain("<html")
    }),
  )
  await Promise.all(tries)
})

test("after an outage the connection pauses, says so, and Stop still works", async ({ playwright }) => {
  await withOwnApp(async (app) => {
    const person = await createPerson(app)
    const api = await apiOf(app, person, playwright.request)
    await api.run("fault-500")
    const batch = batchOf("sandbox-fast")
    const answer = await fetch(`${app.url}/api/batches`, {
      method: "POST",
      headers: { "content-type": "application/json", cookie: `${person.cookie.name}=${person.cookie.value}` },
      body: JSON.stringify(batch),
    })
    let text = ""
    const decoder = new TextDecoder()
    for await (const chunk of answer.body ?? []) {
      const waitedAlready = text.includes("run.waiting")
      text += decoder.decode(chunk, { stream: true })
      if (!waitedAlready && text.includes("run.waiting"))
        await api.http.post(`/api/batches/${batch.batchId}/cancel`)
    }
    const events = parseEvents(text)
    expect(events.find((event) => event.type === "run.waiting")?.data).toMatchObject({
      reason: "breaker",
      untilMs: expect.any(Number),
    })
    expect(events.find((event) => event.type === "run.finished")?.data.status).toBe("cancelled")
  })
})

test("an upstream that stalls is given up, and what had arrived is kept", async ({ playwright }) => {
  await withOwnApp(async (app) => {
    shortenTimeLimits(app, { betweenPayloadsMs: 500 })
    const api = await apiOf(app, await createPerson(app), playwright.request)
    const events = await api.run("fault-stall")
    const finished = events.find((event) => event.type === "run.finished")?.data
    expect(finished).toMatchObject({ status: "failed", error: { code: "upstream_stalled" } })
    const detail = await (await api.http.get(`/api/runs/${finished?.runId}`)).json()
    expect(detail.run.text).not.toBe("")
  })
})

test("keep-alives without end are not taken for an answer", async ({ playwright }) => {
  await withOwnApp(async (app) => {
    shortenTimeLimits(app, { firstPayloadMs: 500, totalMs: 700 })
    const api = await apiOf(app, await createPerson(app), playwright.request)
    const events = await api.run("fault-keep-alive-forever")
    expect(events.find((event) => event.type === "run.finished")?.data).toMatchObject({
      status: "failed",
      error: { code: "upstream_stalled" },
    })
  })
})
