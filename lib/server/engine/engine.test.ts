import { expect, test } from "vitest"
import type { EventLog } from "#lib/server/engine/event-log"
import { createMemoryEventLog } from "#lib/server/engine/event-log-memory"
import {
  ann,
  batchOf,
  bob,
  follow,
  setUpEngines,
  startEngine,
  store,
  upstream,
  variant,
} from "./engine-fixture.ts"

setUpEngines()

test("a run streams its tokens, ends with figures, and is in history", async () => {
  const engine = await startEngine()
  const batch = batchOf()
  await engine.startBatch(batch, ann)
  const page = await follow(engine, batch.batchId)
  const call = await upstream.next()
  call.write("Hel")
  await page.until(() => page.text()[0] === "Hel")
  call.write("lo")
  call.finish()
  await page.ended
  expect(page.types()[0]).toBe("batch.started")
  expect(page.types().at(-1)).toBe("batch.finished")
  expect(page.runs()[0]).toMatchObject({
    status: "succeeded",
    text: "Hello",
    finishReason: "stop",
    usage: { inputTokens: 3, outputTokens: 2 },
  })
  expect(page.of("batch.finished")[0]?.counts).toEqual({ succeeded: 1 })
  const [line] = (await store.runs.history(ann, {}, { limit: 10 })).runs
  expect(line).toMatchObject({ status: "succeeded", outputPreview: "Hello" })
  const detail = await store.runs.detail(line?.id ?? "", ann)
  expect(detail?.run.outputSha256).toBe("185f8db32271fe25f561a6fc938b2e264306ec304eda518007d1764826381969")
  expect(detail?.request?.body).toContain('"temperature":0.5')
  expect(await store.runs.detail(line?.id ?? "", bob)).toBeUndefined()
})

test("asking twice pays once, and someone else's batch id is refused", async () => {
  const engine = await startEngine()
  const batch = batchOf()
  await Promise.all([engine.startBatch(batch, ann), engine.startBatch(batch, ann)])
  const first = await follow(engine, batch.batchId)
  const second = await follow(engine, batch.batchId)
  const call = await upstream.next()
  call.write("once")
  call.finish()
  await Promise.all([first.ended, second.ended])
  expect(second.text()).toEqual(first.text())
  await engine.startBatch(batch, ann)
  expect(upstream.calls()).toBe(1)
  await expect(engine.startBatch(batch, bob)).rejects.toMatchObject({ code: "conflict" })
  await expect(
    engine.events(batch.batchId, bob, { signal: new AbortController().signal }),
  ).rejects.toMatchObject({
    code: "not_found",
  })
})

test("stop closes the upstream's connection and keeps what had arrived", async () => {
  const engine = await startEngine()
  const batch = batchOf(2, { concurrency: 1 })
  await engine.startBatch(batch, ann)
  const page = await follow(engine, batch.batchId)
  const call = await upstream.next()
  call.write("half an ans")
  await page.until(() => page.text()[0] === "half an ans")
  await expect(engine.cancelBatch(batch.batchId, bob)).rejects.toMatchObject({ code: "not_found" })
  await engine.cancelBatch(batch.batchId, ann)
  await call.closed
  await page.ended
  expect(page.runs()[0]).toMatchObject({
    status: "cancelled",
    text: "half an ans",
    upstreamClosed: true,
    usage: { outputTokens: 1, estimated: true },
  })
  expect(page.runs()[1]).toMatchObject({ status: "cancelled", text: "" })
  expect(upstream.calls()).toBe(1)
})

test("stopping one run lets the others go on", async () => {
  const engine = await startEngine()
  const batch = batchOf(2)
  await engine.startBatch(batch, ann)
  const page = await follow(engine, batch.batchId)
  const calls = [await upstream.next(), await upstream.next()]
  for (const call of calls) call.write("a")
  await page.until(() => page.text().join() === "a,a")
  const stopped = page.runs()[0]?.runId ?? ""
  await expect(engine.cancelRun(stopped, bob)).rejects.toMatchObject({ code: "not_found" })
  await engine.cancelRun(stopped, ann)
  await page.until(() => page.of("run.finished").length === 1)
  for (const call of calls) call.finish()
  await page.ended
  expect(page.runs().map((run) => run.status)).toEqual(["cancelled", "succeeded"])
})

test("a reader who leaves stops nothing, and comes back to exactly what it missed", async () => {
  const engine = await startEngine()
  const batch = batchOf()
  await engine.startBatch(batch, ann)
  const page = await follow(engine, batch.batchId)
  const call = await upstream.next()
  call.write("one ")
  await page.until(() => page.text()[0] === "one ")
  page.leave()
  await page.ended
  call.write("two ")
  const later = await follow(engine, batch.batchId, page.events.at(-1)?.id)
  await later.until(() => later.of("run.delta").length > 0)
  call.write("three")
  call.finish()
  await later.ended
  expect(later.types()).not.toContain("batch.started")
  expect(
    later
      .of("run.delta")
      .map((event) => event.text)
      .join(""),
  ).toBe("two three")
})

test("a reader whose place is lost gets the text so far as a snapshot, and then the rest once", async () => {
  const engine = await startEngine()
  const batch = batchOf()
  await engine.startBatch(batch, ann)
  const page = await follow(engine, batch.batchId)
  const call = await upstream.next()
  call.write("so far ")
  await page.until(() => page.text()[0] === "so far ")
  const late = await follow(engine, batch.batchId, "1-1")
  await late.until(() => late.text()[0] === "so far ")
  expect(late.types()).toContain("run.snapshot")
  call.write("and on")
  call.finish()
  await late.ended
  expect(late.text()).toEqual(["so far and on"])
})

test("a batch that nobody reads is cancelled upstream", async () => {
  const engine = await startEngine({ unreadBatchMs: 20 })
  const batch = batchOf()
  await engine.startBatch(batch, ann)
  const call = await upstream.next()
  call.write("unseen")
  await call.closed
  const page = await follow(engine, batch.batchId)
  await page.ended
  expect(page.runs()[0]?.status).toBe("cancelled")
})

test("a refused start is tried again, visibly, and the answer is that of the last try alone", async () => {
  const engine = await startEngine()
  const batch = batchOf()
  await engine.startBatch(batch, ann)
  const page = await follow(engine, batch.batchId)
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
  const engine = await startEngine()
  const batch = batchOf()
  await engine.startBatch(batch, ann)
  const page = await follow(engine, batch.batchId)
  ;(await upstream.next()).refuse(429, { "retry-after": "120" })
  await page.ended
  expect(page.runs()[0]).toMatchObject({ status: "failed", error: { code: "upstream_rate_limited" } })
  expect(upstream.calls()).toBe(1)
})

test("what breaks after the first token is not sent again", async () => {
  const engine = await startEngine()
  const batch = batchOf()
  await engine.startBatch(batch, ann)
  const page = await follow(engine, batch.batchId)
  const call = await upstream.next()
  call.write("begun")
  await page.until(() => page.text()[0] === "begun")
  call.response.destroy()
  await page.ended
  expect(page.runs()[0]).toMatchObject({ status: "failed", text: "begun" })
  expect(upstream.calls()).toBe(1)
})

test("stop ends a run that waits for its next try", async () => {
  const engine = await startEngine()
  const batch = batchOf()
  await engine.startBatch(batch, ann)
  const page = await follow(engine, batch.batchId)
  ;(await upstream.next()).refuse(429, { "retry-after": "50" })
  await page.until(() => page.of("run.retrying").length === 1)
  await engine.cancelBatch(batch.batchId, ann)
  await page.ended
  expect(page.runs()[0]?.status).toBe("cancelled")
})

test("after five faults in a row the connection pauses and says until when", async () => {
  const engine = await startEngine()
  const batch = batchOf()
  await engine.startBatch(batch, ann)
  const page = await follow(engine, batch.batchId)
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

test("runs join a batch that streams, once per join", async () => {
  const engine = await startEngine()
  const batch = batchOf()
  await engine.startBatch(batch, ann)
  const page = await follow(engine, batch.batchId)
  const first = await upstream.next()
  first.write("A")
  const join = {
    joinId: "join-0001",
    variants: [variant("Second")],
    runs: [{ variantIndex: 0, row: 0, sample: 0 }],
  }
  const { runIds } = await engine.joinBatch(batch.batchId, join, ann)
  expect(await engine.joinBatch(batch.batchId, join, ann)).toEqual({ runIds })
  await expect(engine.joinBatch(batch.batchId, join, bob)).rejects.toMatchObject({ code: "not_found" })
  const second = await upstream.next()
  expect(second.body.messages?.[0]?.content).toBe("Second")
  second.write("B")
  second.finish()
  first.finish()
  await page.ended
  expect(page.text()).toEqual(["A", "B"])
  expect(page.runs()[1]?.variantIndex).toBe(1)
  expect(upstream.calls()).toBe(2)
  expect(page.of("batch.finished").at(-1)?.counts).toEqual({ succeeded: 2 })
})

test("a server that stops marks what still runs as interrupted, with its text, and resume runs it again", async () => {
  const engine = await startEngine()
  const batch = batchOf()
  await engine.startBatch(batch, ann)
  const page = await follow(engine, batch.batchId)
  const call = await upstream.next()
  call.write("as far as this")
  await page.until(() => page.text()[0] === "as far as this")
  await engine.close(0)
  await page.ended
  expect(page.runs()[0]).toMatchObject({ status: "interrupted", text: "as far as this" })
  await expect(engine.startBatch(batchOf(), ann)).rejects.toMatchObject({ code: "shutting_down" })

  const second = await startEngine({ node: "node-2" })
  const after = await follow(second, batch.batchId)
  await after.ended
  expect(after.runs()[0]).toMatchObject({ status: "interrupted", text: "as far as this" })
  await second.resumeBatch(batch.batchId, ann)
  const again = await follow(second, batch.batchId, undefined, false)
  const retried = await upstream.next()
  retried.write("all of it")
  retried.finish()
  await again.ended
  expect(again.runs()[0]).toMatchObject({ status: "succeeded", text: "all of it" })
})

test("what a killed process left is interrupted at the next start, with the text that was written down", async () => {
  const engine = await startEngine()
  const batch = batchOf()
  await engine.startBatch(batch, ann)
  const page = await follow(engine, batch.batchId)
  const call = await upstream.next()
  call.write("written down")
  await page.until(() => page.text()[0] === "written down")
  const runId = page.runs()[0]?.runId ?? ""
  await expect
    .poll(async () => (await store.runs.get(runId))?.state.text, { timeout: 5000 })
    .toBe("written down")
  await store.runs.expireAllLeases()
  await startEngine({ node: "node-after" })
  expect((await store.runs.get(runId))?.state).toMatchObject({
    status: "interrupted",
    text: "written down",
    error: { code: "interrupted" },
  })
})

test("a burst of tokens reaches the browser as few events", async () => {
  const engine = await startEngine()
  const batch = batchOf()
  await engine.startBatch(batch, ann)
  const page = await follow(engine, batch.batchId)
  const call = await upstream.next()
  call.write(...Array.from({ length: 500 }, (_, index) => `${index} `))
  call.finish()
  await page.ended
  expect(page.text()[0]?.split(" ")).toHaveLength(501)
  expect(page.of("run.delta").length).toBeLessThan(100)
})

test("a thousand runs come to their end, never more at once than asked", async () => {
  const engine = await startEngine()
  const open = new Set<object>()
  let most = 0
  upstream.always((call) => {
    open.add(call)
    most = Math.max(most, open.size)
    setImmediate(() => {
      call.write("x")
      open.delete(call)
      call.finish()
    })
  })
  const batch = batchOf(1, {
    runs: Array.from({ length: 1000 }, (_, sample) => ({ variantIndex: 0, row: 0, sample })),
    concurrency: 16,
  })
  await engine.startBatch(batch, ann)
  const page = await follow(engine, batch.batchId)
  await page.ended
  expect(page.of("batch.finished")[0]?.counts).toEqual({ succeeded: 1000 })
  expect(most).toBeGreaterThan(1)
  expect(most).toBeLessThanOrEqual(16)
}, 30_000)

test.each([
  ["an unknown connection", { connectionId: "nowhere" }, "not_found", "variants.0.connectionId"],
  [
    "an empty prompt",
    { prompt: { kind: "chat" as const, messages: [{ role: "user" as const, content: " " }] } },
    "invalid_input",
    "variants.0.prompt",
  ],
  [
    "a temperature out of range",
    { parameters: { temperature: 9 } },
    "invalid_input",
    "variants.0.parameters.temperature",
  ],
  [
    "a parameter nobody knows",
    { parameters: { warmth: 1 } },
    "invalid_input",
    "variants.0.parameters.warmth",
  ],
  [
    "raw text in a chat",
    { prompt: { kind: "text" as const, text: "hi" } },
    "invalid_input",
    "variants.0.prompt",
  ],
])("%s is refused by its field, before anything is written or sent", async (_, change, code, field) => {
  const engine = await startEngine()
  const batch = batchOf(1, { variants: [{ ...variant(), ...change }] })
  await expect(engine.startBatch(batch, ann)).rejects.toMatchObject({ code, field })
  expect((await store.runs.history(ann, {}, { limit: 10 })).runs).toEqual([])
  expect(upstream.calls()).toBe(0)
})

test("one failing run touches no other", async () => {
  const engine = await startEngine()
  const batch = batchOf(3)
  await engine.startBatch(batch, ann)
  const page = await follow(engine, batch.batchId)
  upstream.always((call) => {
    if (call.body.messages?.[0]?.content === "Prompt 1") return call.refuse(400)
    call.write("fine")
    call.finish()
  })
  await page.ended
  expect(page.runs().map((run) => run.status)).toEqual(["succeeded", "failed", "succeeded"])
  expect(page.of("batch.finished")[0]?.counts).toEqual({ succeeded: 2, failed: 1 })
})

test("the same join twice at the same moment is one run, and two joins get places of their own", async () => {
  const engine = await startEngine()
  const batch = batchOf()
  await engine.startBatch(batch, ann)
  const page = await follow(engine, batch.batchId)
  const first = await upstream.next()
  first.write("A")
  const join = (joinId: string) =>
    engine.joinBatch(
      batch.batchId,
      { joinId, variants: [variant(joinId)], runs: [{ variantIndex: 0, row: 0, sample: 0 }] },
      ann,
    )
  await Promise.all([join("join-0001"), join("join-0001"), join("join-0002")])
  upstream.always((call) => {
    call.write(call.body.messages?.[0]?.content ?? "")
    call.finish()
  })
  first.finish()
  await page.ended
  expect(upstream.calls()).toBe(3)
  const stored = await store.runs.ofBatch(batch.batchId)
  expect(stored.map((run) => run.state.variantIndex)).toEqual([0, 1, 2])
  expect(new Set(stored.map((run) => run.state.text))).toEqual(new Set(["A", "join-0001", "join-0002"]))
})

test("with a log that answers later, History holds the whole text all the same", async () => {
  const memory = createMemoryEventLog({ now: Date.now })
  const later: EventLog = {
    append: async (batchId, events) => {
      await new Promise((resolve) => setImmediate(resolve))
      return memory.append(batchId, events)
    },
    read: memory.read.bind(memory),
    lastId: memory.lastId.bind(memory),
    end: memory.end.bind(memory),
    close: memory.close.bind(memory),
  }
  const engine = await startEngine({ eventLog: later })
  const batch = batchOf()
  await engine.startBatch(batch, ann)
  const page = await follow(engine, batch.batchId)
  const call = await upstream.next()
  call.write("from the first ", "to the last ", "word")
  call.finish()
  await page.ended
  const [stored] = await store.runs.ofBatch(batch.batchId)
  expect(stored?.state.text).toBe("from the first to the last word")
})

test("a page that comes back to a batch that ended long ago gets its runs and the end", async () => {
  const engine = await startEngine()
  const batch = batchOf(2)
  upstream.always((call) => {
    call.write("kept")
    call.finish()
  })
  await engine.startBatch(batch, ann)
  await (await follow(engine, batch.batchId)).ended
  const later = await startEngine({ node: "node-later" })
  const page = await follow(later, batch.batchId, "1-1", false)
  await page.ended
  expect(page.text()).toEqual(["kept", "kept"])
  expect(page.types().at(-1)).toBe("batch.finished")
})

test("a stopped server sends nothing more of what still waits", async () => {
  const engine = await startEngine()
  const batch = batchOf(3, { concurrency: 1 })
  await engine.startBatch(batch, ann)
  const page = await follow(engine, batch.batchId)
  const call = await upstream.next()
  const closed = engine.close(5_000)
  call.write("the last one")
  call.finish()
  await closed
  await page.ended
  expect(upstream.calls()).toBe(1)
  expect(page.runs().map((run) => run.status)).toEqual(["succeeded", "interrupted", "interrupted"])
})

test("a connection that is refused leaves the exact request in History, without its secrets", async () => {
  const engine = await startEngine()
  const batch = batchOf()
  await engine.startBatch(batch, ann)
  const page = await follow(engine, batch.batchId)
  ;(await upstream.next()).response.destroy()
  await page.until(() => page.of("run.retrying").length > 0)
  await engine.cancelBatch(batch.batchId, ann)
  await page.ended
  const detail = await store.runs.detail(page.runs()[0]?.runId ?? "", ann)
  expect(detail?.request?.method).toBe("POST")
})

test("blanks in place of JSON are a failure with a next step, and no empty success", async () => {
  const engine = await startEngine()
  const parameters = { response_format: "json_object" }
  const batch = batchOf(1, { variants: [variant("JSON", { parameters })] })
  await engine.startBatch(batch, ann)
  const page = await follow(engine, batch.batchId)
  const call = await upstream.next()
  call.write("  ", " \n ")
  call.finish()
  await page.ended
  expect(page.runs()[0]).toMatchObject({ status: "failed", error: { code: "upstream_blank_json" } })
})
