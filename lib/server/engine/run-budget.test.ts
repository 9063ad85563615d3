import { expect, test } from "vitest"
import { resetsAt } from "#lib/domain/budget"
import { admitRun, settleRun } from "#lib/server/engine/run-budget"
import type { RunLedger } from "#lib/server/engine/run-ledger"
import { createLog } from "#lib/server/log"
import {
  ann,
  answerAll,
  batchOf,
  begun,
  bob,
  follow,
  pricedVariant,
  setUpEngines,
  startEngine,
  store,
  upstream,
} from "./engine-fixture.ts"

setUpEngines()

const used = () => store.budgets.used(ann, Date.now())

test("over budget nothing more is sent, and each run says which limit, how much, and until when", async () => {
  answerAll()
  await store.budgets.set(ann, { day: { requests: 2 }, month: {} })
  const { page } = await begun(batchOf(5))
  await page.ended
  expect(upstream.calls()).toBe(2)
  const statuses = page.runs().map(({ status }) => status)
  expect(statuses.filter((status) => status === "succeeded")).toHaveLength(2)
  const refused = page.runs().filter(({ status }) => status === "failed")
  expect(refused).toHaveLength(3)
  for (const { error, attempts } of refused) {
    expect(attempts).toEqual([])
    expect(error).toMatchObject({
      code: "budget_exceeded",
      retryable: false,
      params: { which: "day_requests", limit: 2, used: 2, resets: resetsAt("day", Date.now()) },
    })
  }
  expect((await used()).day.requests).toBe(2)
})

test("two nodes together send no more requests than the budget has", async () => {
  answerAll()
  await store.budgets.set(ann, { day: {}, month: { requests: 3 } })
  const nodes = [await startEngine({ node: "node-1" }), await startEngine({ node: "node-2" })]
  const pages = await Promise.all(
    nodes.map(async (engine) => {
      const batch = batchOf(4)
      await engine.startBatch(batch, ann)
      return follow(engine, batch.batchId)
    }),
  )
  await Promise.all(pages.map(({ ended }) => ended))
  expect(upstream.calls()).toBe(3)
})

test("tokens and cost that were used stop the next run, not the one that uses them", async () => {
  answerAll()
  await store.budgets.set(ann, { day: { tokens: 1 }, month: { cost: 1e-9 } })
  const { page } = await begun(
    batchOf(2, { variants: [pricedVariant("a"), pricedVariant("b")], concurrency: 1 }),
  )
  await page.ended
  expect(page.runs().map(({ status }) => status)).toEqual(["succeeded", "failed"])
  const [first, second] = page.runs()
  expect(second?.error?.params).toMatchObject({ which: "month_cost" })
  const { month } = await used()
  expect(month.tokens).toBe((first?.usage?.inputTokens ?? 0) + (first?.usage?.outputTokens ?? 0))
  expect(month.cost).toBeCloseTo(first?.cost ?? 0, 12)
})

test("what is counted is one's own, is there when the run has ended, and stays when runs are deleted", async () => {
  answerAll()
  await store.budgets.set(bob, { day: { requests: 0 }, month: {} })
  const { batch, page } = await begun(batchOf(2))
  await page.ended
  expect((await used()).day).toMatchObject({ requests: 2 })
  expect((await used()).day.tokens).toBeGreaterThan(0)
  await store.batches.change(batch.batchId, ann, { deleted: true }, Date.now())
  await store.runs.purgeDeleted(Date.now() + 1)
  expect((await used()).day.requests).toBe(2)
  expect((await store.budgets.used(bob, Date.now())).day.requests).toBe(0)
})

test("a run that was let pass and never sent gives its request back", async () => {
  await store.budgets.set(ann, { day: { requests: 1 }, month: {} })
  const deps = { store, log: createLog("silent") }
  const stopped: RunLedger = { pieces: 0 }
  await admitRun(ann, stopped, store, Date.now())
  await expect(admitRun(ann, { pieces: 0 }, store, Date.now())).rejects.toMatchObject({
    code: "budget_exceeded",
  })
  await settleRun(ann, stopped, {}, deps)
  const sent: RunLedger = { pieces: 0 }
  await admitRun(ann, sent, store, Date.now())
  sent.startedAt = Date.now()
  await settleRun(ann, sent, { usage: { inputTokens: 3, outputTokens: 4 } }, deps)
  expect((await used()).day).toEqual({ requests: 1, tokens: 7, cost: 0 })
})

test("when somebody is suspended, everything of theirs stops, and nothing of anybody else's", async () => {
  const engine = await startEngine()
  const [hers, his] = [batchOf(1), batchOf(1)]
  await engine.startBatch(hers, ann)
  await engine.startBatch(his, bob)
  const page = await follow(engine, hers.batchId)
  await upstream.next()
  await upstream.next()
  await engine.cancelAllOf(ann)
  await page.ended
  expect(page.runs().map(({ status }) => status)).toEqual(["cancelled"])
  expect(await store.runs.countByStatus(his.batchId)).toEqual({ running: 1 })
})
