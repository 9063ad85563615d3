import { expect, test } from "vitest"
import type { Check } from "#lib/domain/check-schema"
import { joinedRunIdOf, runIdOf } from "#lib/domain/run-id"
import { checkRuns } from "#lib/server/engine/check-runs"
import { createChecker } from "#lib/server/engine/checker"
import { createLog } from "#lib/server/log"
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

const rain: Check = { id: "rain", kind: "contains", text: "rain", not: false, ignoreCase: true }
const digits: Check = { id: "digits", kind: "regex", pattern: "\\d", flags: "", not: false }
const broken: Check = { id: "broken", kind: "regex", pattern: "(", flags: "", not: false }

const say = (text: string, reason = "stop") =>
  upstream.always((call) => {
    call.write(text)
    call.finish(reason)
  })

test("an output is looked at when it is there, and the results are in the stream and in History", async () => {
  say("Rain today")
  const { page } = await begun(batchOf(1, { checks: [rain, digits] }))
  await page.ended
  const checks = [
    { checkId: "rain", passed: true },
    { checkId: "digits", passed: false, detail: "No match." },
  ]
  expect(page.runs()[0]?.checks).toEqual(checks)
  const runId = page.runs()[0]?.runId ?? ""
  const detail = await store.runs.detail(runId, ann)
  expect(detail?.run.checks).toEqual(checks)
  expect(detail?.summary.judgement.checks).toEqual(checks)
})

test.each([
  ["cut off by the token limit", (text: string) => say(text, "length"), "length"],
  [
    "cut off in mid-stream",
    (text: string) =>
      upstream.always((call) => {
        call.write(text)
        call.response.end()
      }),
    "cut",
  ],
  ["empty", () => say(""), "stop"],
])("an answer that is %s is looked at as far as it came", async (_, answer, finishReason) => {
  answer("rai")
  const { page } = await begun(batchOf(1, { checks: [rain] }))
  await page.ended
  expect(page.runs()[0]).toMatchObject({
    status: "succeeded",
    finishReason,
    checks: [{ checkId: "rain", passed: false }],
  })
})

test("what failed or was stopped has no output to look at", async () => {
  const { engine, batch, page } = await begun(batchOf(2, { checks: [rain] }))
  const [first, second] = [await upstream.next(), await upstream.next()]
  first.refuse(400)
  second.write("rain")
  await page.until(() => page.text().includes("rain"))
  await engine.cancelBatch(batch.batchId, ann)
  await page.ended
  expect(page.runs().map((run) => run.checks)).toEqual([undefined, undefined])
})

test("checks of a join are for the runs that join, and for all that come later", async () => {
  const { engine, batch, page } = await begun(batchOf(1, { checks: [rain] }))
  const first = await upstream.next()
  first.write("a")
  const join = (joinId: string, checks?: Check[]) => ({
    joinId,
    variants: [variant(joinId)],
    runs: [{ variantIndex: 0, row: 0, sample: 0 }],
    ...(checks ? { checks } : {}),
  })
  await engine.joinBatch(batch.batchId, join("join-0001", [digits]), ann)
  await engine.joinBatch(batch.batchId, join("join-0002"), ann)
  say("1")
  first.finish()
  await page.ended
  const asked = new Map(page.runs().map((run) => [run.runId, run.checks?.map(({ checkId }) => checkId)]))
  expect(asked.get(runIdOf(batch.batchId, 0))).toEqual(["rain"])
  expect(asked.get(joinedRunIdOf(batch.batchId, "join-0001", 0))).toEqual(["digits"])
  expect(asked.get(joinedRunIdOf(batch.batchId, "join-0002", 0))).toEqual(["digits"])
})

test("a run that is tried again is looked at by the batch's checks", async () => {
  const engine = await startEngine()
  const batch = batchOf(1, { checks: [rain] })
  upstream.always((call) => call.refuse(400))
  await engine.startBatch(batch, ann)
  await (await follow(engine, batch.batchId)).ended
  say("rain")
  const { runIds } = await engine.resumeBatch(batch.batchId, ann)
  await (await follow(engine, batch.batchId, undefined, false)).ended
  const run = await store.runs.get(runIds[0] ?? "")
  expect(run?.state).toMatchObject({ status: "succeeded", checks: [{ checkId: "rain", passed: true }] })
})

test("a check that cannot be read is refused by its field, before anything is written or sent", async () => {
  const engine = await startEngine()
  const refusal = { code: "invalid_input", field: "checks.1.pattern" }
  const batch = batchOf(1, { checks: [rain, broken] })
  await expect(engine.startBatch(batch, ann)).rejects.toMatchObject(refusal)
  expect((await store.batches.list(ann, { limit: 5 })).batches).toEqual([])

  say("x")
  const good = batchOf(1)
  await engine.startBatch(good, ann)
  await (await follow(engine, good.batchId)).ended
  const { variants, runs } = good
  const join = { joinId: "join-0001", variants, runs, checks: [rain, broken] }
  await expect(engine.joinBatch(good.batchId, join, ann)).rejects.toMatchObject(refusal)
  expect(upstream.calls()).toBe(1)
})

test("stored outputs are looked at again for their owner alone, and the results stay with the runs", async () => {
  say("Rain on day 3")
  const engine = await startEngine()
  const batch = batchOf(2)
  await engine.startBatch(batch, ann)
  await (await follow(engine, batch.batchId)).ended
  const checker = createChecker({ log: createLog("silent"), now: Date.now })
  const runIds = [runIdOf(batch.batchId, 0), runIdOf(batch.batchId, 1), "no-such-run"]
  const ask = (checks: Check[], personId: string) =>
    checkRuns({ store, checker }, { checks, runIds }, personId)
  expect(await ask([rain], bob)).toEqual({ results: {} })
  const results = [
    { checkId: "rain", passed: true },
    { checkId: "digits", passed: true },
  ]
  expect(await ask([rain, digits], ann)).toEqual({
    results: { [String(runIds[0])]: results, [String(runIds[1])]: results },
  })
  await expect(ask([broken], ann)).rejects.toMatchObject({ field: "checks.0.pattern" })
  const judgements = await store.runs.judgements(batch.batchId, ann)
  expect(judgements[String(runIds[1])]?.checks).toEqual(results)
  await checker.close()
})

test("the time of thinking is told when there was any", async () => {
  const { page } = await begun(batchOf(2, { concurrency: 1 }))
  const thinking = await upstream.next()
  thinking.think("hm ", "well")
  thinking.write("Yes")
  thinking.finish()
  const direct = await upstream.next()
  direct.write("Yes")
  direct.finish()
  await page.ended
  const [first, second] = page.runs()
  expect(first?.timing?.thinkingMs).toBeGreaterThanOrEqual(0)
  expect(second?.timing && "thinkingMs" in second.timing).toBe(false)
})
