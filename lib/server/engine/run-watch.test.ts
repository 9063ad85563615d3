import { expect, test } from "vitest"
import { createRunObservers, type ObservedRun, type RunNews } from "#lib/server/monitor/run-observer"
import {
  ann,
  batchOf,
  begun,
  follow,
  setUpEngines,
  startEngine,
  upstream,
  variant,
} from "./engine-fixture.ts"

setUpEngines()

const secretPrompt = "a prompt that is nobody's business"

/** Observers that keep what they hear; the first of them throws at everything. */
function listening() {
  const complaints: unknown[] = []
  const heard: { run: ObservedRun; news: RunNews }[] = []
  const observers = createRunObservers({ error: (details: unknown) => complaints.push(details) })
  observers.add({
    name: "broken",
    hear() {
      throw new Error("an observer of no use")
    },
  })
  observers.add({ name: "kept", hear: (run, news) => heard.push({ run, news }) })
  return {
    observers,
    complaints,
    heard,
    types: () => heard.map(({ news }) => news.type),
    of: <T extends RunNews["type"]>(type: T) =>
      heard.flatMap(({ news }) => (news.type === type ? [news as Extract<RunNews, { type: T }>] : [])),
  }
}

test("an observer hears each try with its answer, and one that throws harms neither run nor others", async () => {
  const ears = listening()
  const batch = batchOf(1, { variants: [variant(secretPrompt)] })
  const { page } = await begun(batch, { observers: ears.observers })
  ;(await upstream.next()).refuse(503, { "retry-after": "0", "x-request-id": "req-1" })
  const call = await upstream.next()
  call.response.setHeader("x-request-id", "req-2")
  call.write("Hel", "lo")
  call.finish()
  await page.ended
  expect(page.runs()[0]).toMatchObject({ status: "succeeded", text: "Hello" })
  expect(ears.types()).toEqual([
    "run-begun",
    "try-sent",
    "try-answered",
    "try-ended",
    "retrying",
    "try-sent",
    "try-answered",
    "try-token",
    "try-ended",
    "run-ended",
  ])
  expect(ears.complaints).toHaveLength(10)
  const [first, second] = ears.of("try-ended")
  expect(first).toMatchObject({
    sent: { attempt: 1, endpoint: "/v1/chat/completions", method: "POST", connectionName: "Local" },
    ending: { httpStatus: 503, requestId: "req-1", code: "upstream_fault" },
  })
  expect(second).toMatchObject({
    sent: { attempt: 2 },
    ending: { httpStatus: 200, requestId: "req-2", finishReason: "stop", usage: { inputTokens: 3 } },
  })
  expect(ears.of("run-ended")[0]?.ending).toMatchObject({ status: "succeeded", tries: 2, cached: false })
  expect(JSON.stringify(ears.heard.map(({ news }) => news))).not.toMatch(/nobody's business|Hello/)
})

test("a run that breaks after its first token ends its try with the reason", async () => {
  const ears = listening()
  const { page } = await begun(batchOf(), { observers: ears.observers })
  const call = await upstream.next()
  call.write("begun")
  await page.until(() => page.text()[0] === "begun")
  call.response.destroy()
  await page.ended
  const [{ ending } = { ending: {} }] = ears.of("try-ended")
  expect(ending).toMatchObject({ httpStatus: 200, code: page.runs()[0]?.error?.code })
  expect(ears.of("try-ended")).toHaveLength(1)
})

test("what is stopped says so: the one under way with its try, the one in the queue without any", async () => {
  const ears = listening()
  const { engine, batch, page } = await begun(batchOf(2, { concurrency: 1 }), { observers: ears.observers })
  ;(await upstream.next()).write("begun")
  await page.until(() => page.text()[0] === "begun")
  expect(engine.load()).toEqual({ queued: 1, running: 1 })
  await engine.cancelBatch(batch.batchId, ann)
  await page.ended
  expect(ears.of("try-ended").map(({ ending }) => ending.code)).toEqual(["cancelled"])
  expect(ears.of("run-ended").map(({ ending }) => [ending.code, ending.tries])).toEqual(
    expect.arrayContaining([
      ["cancelled", 1],
      ["cancelled", 0],
    ]),
  )
  expect(engine.load()).toEqual({ queued: 0, running: 0 })
})

test("the trace of the caller comes along, and headers of an observer go out with the request", async () => {
  const ears = listening()
  ears.observers.add({
    name: "sender",
    hear: () => undefined,
    headersFor: (_, attempt) => ({ "x-try": String(attempt) }),
  })
  const engine = await startEngine({ observers: ears.observers })
  const batch = batchOf()
  await engine.startBatch(batch, ann, "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01")
  const page = await follow(engine, batch.batchId)
  const call = await upstream.next()
  expect(call.headers["x-try"]).toBe("1")
  call.finish()
  await page.ended
  expect(ears.heard[0]?.run.traceparent).toContain("0af7651916cd43dd8448eb211c80319c")
})
