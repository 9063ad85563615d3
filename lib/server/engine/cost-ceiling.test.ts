import { expect, test } from "vitest"
import type { JoinBatch, StartBatch } from "#lib/domain/batch"
import {
  ann,
  answerAll,
  batchOf,
  begun,
  follow,
  pricedVariant,
  setUpEngines,
  startEngine,
  store,
  upstream,
} from "./engine-fixture.ts"

setUpEngines()

/** One run costs more than this. */
const costCeiling = 1e-6

const pricedBatch = (count: number, more: Partial<StartBatch> = {}): StartBatch =>
  batchOf(count, {
    variants: Array.from({ length: count }, (_, index) => pricedVariant(`Prompt ${index}`)),
    concurrency: 1,
    costCeiling,
    ...more,
  })

const joinOf = (joinId: string, more: Partial<JoinBatch> = {}): JoinBatch => ({
  joinId,
  variants: [pricedVariant(joinId)],
  runs: [{ variantIndex: 0, row: 0, sample: 0 }],
  ...more,
})

test("once a batch has cost what it may, nothing that waits is sent, and each run says why", async () => {
  answerAll()
  const { batch, page } = await begun(pricedBatch(4))
  await page.ended
  expect(upstream.calls()).toBe(1)
  expect(page.runs().map((run) => run.status)).toEqual(["succeeded", "cancelled", "cancelled", "cancelled"])
  for (const run of page.runs().slice(1))
    expect(run.error).toMatchObject({
      code: "cost_ceiling",
      retryable: true,
      params: { ceiling: costCeiling, spent: expect.any(Number) },
    })
  expect(page.of("batch.finished").at(-1)?.counts).toEqual({ succeeded: 1, cancelled: 3 })
  const stored = await store.runs.ofBatch(batch.batchId)
  expect(stored.map((run) => run.state.error?.code)).toEqual([
    undefined,
    "cost_ceiling",
    "cost_ceiling",
    "cost_ceiling",
  ])
})

test("what runs already when the ceiling is reached comes to its end", async () => {
  const { page } = await begun(pricedBatch(4, { concurrency: 2 }))
  const [first, second] = [await upstream.next(), await upstream.next()]
  second.write("still ")
  first.finish()
  await page.until(() => page.of("run.finished").length === 3)
  second.write("here")
  second.finish()
  await page.ended
  expect(
    page
      .runs()
      .map((run) => run.status)
      .sort(),
  ).toEqual(["cancelled", "cancelled", "succeeded", "succeeded"])
  expect(page.text()).toContain("still here")
  expect(upstream.calls()).toBe(2)
})

test("below its ceiling, and where no price is known, a batch runs to its end", async () => {
  answerAll()
  const engine = await startEngine()
  const cheap = pricedBatch(3, { costCeiling: 1 })
  const unpriced = batchOf(3, { concurrency: 1, costCeiling })
  for (const batch of [cheap, unpriced]) {
    await engine.startBatch(batch, ann)
    const page = await follow(engine, batch.batchId)
    await page.ended
    expect(page.of("batch.finished").at(-1)?.counts).toEqual({ succeeded: 3 })
  }
})

test("runs that join a spent batch are sent when they bring a higher ceiling or none, and not otherwise", async () => {
  answerAll()
  const engine = await startEngine()
  const batch = pricedBatch(1)
  await engine.startBatch(batch, ann)
  await (await follow(engine, batch.batchId)).ended

  const joined = async (join: JoinBatch) => {
    const { runIds } = await engine.joinBatch(batch.batchId, join, ann)
    await (await follow(engine, batch.batchId, undefined, false)).ended
    return (await store.runs.get(runIds[0] ?? ""))?.state
  }
  expect(await joined(joinOf("join-same", { costCeiling }))).toMatchObject({
    status: "cancelled",
    error: { code: "cost_ceiling" },
  })
  expect(upstream.calls()).toBe(1)
  expect(await joined(joinOf("join-more", { costCeiling: 1 }))).toMatchObject({ status: "succeeded" })
  expect(await joined(joinOf("join-none"))).toMatchObject({ status: "succeeded" })
  expect(upstream.calls()).toBe(3)
})

test("resume keeps to the ceiling; after a join has raised it, the rest runs", async () => {
  answerAll()
  const engine = await startEngine()
  const batch = pricedBatch(3)
  await engine.startBatch(batch, ann)
  await (await follow(engine, batch.batchId)).ended

  await engine.resumeBatch(batch.batchId, ann)
  await (await follow(engine, batch.batchId, undefined, false)).ended
  expect(upstream.calls()).toBe(1)

  await engine.joinBatch(batch.batchId, joinOf("join-more", { costCeiling: 1 }), ann)
  await engine.resumeBatch(batch.batchId, ann)
  const page = await follow(engine, batch.batchId, undefined, false)
  await page.ended
  expect(page.runs().map((run) => run.status)).toEqual(Array(4).fill("succeeded"))
})

test("what another node has spent on the batch counts here", async () => {
  const [here, there] = [await startEngine(), await startEngine({ node: "node-2" })]
  const batch = batchOf(2, { concurrency: 1, costCeiling })
  await here.startBatch(batch, ann)
  const page = await follow(here, batch.batchId)
  const unpriced = await upstream.next()
  unpriced.write("free")

  await there.joinBatch(batch.batchId, joinOf("join-there", { costCeiling }), ann)
  const priced = await upstream.next()
  priced.write("costs")
  priced.finish()
  await expect
    .poll(async () => (await store.batches.spending(batch.batchId))?.spent)
    .toBeGreaterThan(costCeiling)

  unpriced.finish()
  await page.until(() => page.of("run.finished").length === 2)
  expect(page.of("run.finished").at(-1)).toMatchObject({
    status: "cancelled",
    error: { code: "cost_ceiling" },
  })
  expect(upstream.calls()).toBe(2)
})

test("a person's stop is a stop, not a ceiling", async () => {
  const { engine, batch, page } = await begun(pricedBatch(2))
  const call = await upstream.next()
  call.write("half")
  await page.until(() => page.text()[0] === "half")
  await engine.cancelBatch(batch.batchId, ann)
  await page.ended
  expect(page.runs().map((run) => [run.status, run.error])).toEqual([
    ["cancelled", undefined],
    ["cancelled", undefined],
  ])
})
