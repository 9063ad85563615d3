import { expect, test } from "vitest"
import { ann, batchOf, begun, follow, setUpEngines, startEngine, store, upstream } from "./engine-fixture.ts"

setUpEngines()

test("a server that stops marks what still runs as interrupted, with its text, and resume runs it again", async () => {
  const { engine, batch, page } = await begun()
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
  const { page } = await begun()
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

test("a stopped server sends nothing more of what still waits", async () => {
  const { engine, page } = await begun(batchOf(3, { concurrency: 1 }))
  const call = await upstream.next()
  const closed = engine.close(5_000)
  call.write("the last one")
  call.finish()
  await closed
  await page.ended
  expect(upstream.calls()).toBe(1)
  expect(page.runs().map((run) => run.status)).toEqual(["succeeded", "interrupted", "interrupted"])
})
