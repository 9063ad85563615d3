import { expect, test } from "vitest"
import { ann, batchOf, begun, follow, setUpEngines, upstream } from "./engine-fixture.ts"

setUpEngines()

test("a refused start is tried again, visibly, and the answer is that of the last try alone", async () => {
  const { page } = await begun()
  ;(await upstream.next()).refuse(429, { "retry-after": "0" })
  ;(await upstream.next()).refuse(503, { "retry-after": "0" })
  const call = await upstream.next()
  call.write("there")
  call.finish()
  await page.ended
  expect(page.of("run.retrying").map((event) => [event.attempt, event.code])).toEqual([
    [1, "upstream_rate_limited"],
    [2, "upstream_fault"],
  ])
  expect(page.runs()[0]).toMatchObject({ status: "succeeded", text: "there" })
  expect(page.runs()[0]?.attempts.map((attempt) => attempt.error?.code)).toEqual([
    "upstream_rate_limited",
    "upstream_fault",
    undefined,
  ])
})

test("a wait that the provider wants longer than a minute fails at once, with that wait", async () => {
  const { page } = await begun()
  ;(await upstream.next()).refuse(429, { "retry-after": "120" })
  await page.ended
  expect(page.runs()[0]).toMatchObject({ status: "failed", error: { code: "upstream_rate_limited" } })
  expect(upstream.calls()).toBe(1)
})

test("what breaks after the first token is not sent again", async () => {
  const { page } = await begun()
  const call = await upstream.next()
  call.write("begun")
  await page.until(() => page.text()[0] === "begun")
  call.response.destroy()
  await page.ended
  expect(page.runs()[0]).toMatchObject({ status: "failed", text: "begun" })
  expect(upstream.calls()).toBe(1)
})

test("stop ends a run that waits for its next try", async () => {
  const { engine, batch, page } = await begun()
  ;(await upstream.next()).refuse(429, { "retry-after": "50" })
  await page.until(() => page.of("run.retrying").length === 1)
  await engine.cancelBatch(batch.batchId, ann)
  await page.ended
  expect(page.runs()[0]?.status).toBe("cancelled")
})

test("after five faults in a row the connection pauses and says until when", async () => {
  const { engine, page } = await begun()
  upstream.always((call) => call.refuse(500, { "retry-after": "0" }))
  await page.ended
  expect(page.runs()[0]).toMatchObject({ status: "failed", error: { code: "upstream_fault" } })
  expect(upstream.calls()).toBe(5)
  const next = batchOf()
  await engine.startBatch(next, ann)
  const waiting = await follow(engine, next.batchId)
  await waiting.until(() => waiting.runs()[0]?.waiting?.reason === "breaker")
  expect(upstream.calls()).toBe(5)
  expect(waiting.runs()[0]?.waiting?.untilMs).toBeGreaterThan(Date.now())
})
