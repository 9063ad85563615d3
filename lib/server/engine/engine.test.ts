import { expect, test } from "vitest"
import {
  ann,
  batchOf,
  begun,
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
  const { page } = await begun()
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
  const { engine, batch, page } = await begun(batchOf(2, { concurrency: 1 }))
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
  const { engine, page } = await begun(batchOf(2))
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

test("runs join a batch that streams, once per join", async () => {
  const { engine, batch, page } = await begun()
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
  const { page } = await begun(batchOf(3))
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
  const { engine, batch, page } = await begun()
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

test("a connection that is refused leaves the exact request in History, without its secrets", async () => {
  const { engine, batch, page } = await begun()
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
