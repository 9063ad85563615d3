import { expect, test } from "vitest"
import type { EventLog } from "#lib/server/engine/event-log"
import { createMemoryEventLog } from "#lib/server/engine/event-log-memory"
import { ann, batchOf, begun, follow, setUpEngines, startEngine, store, upstream } from "./engine-fixture.ts"

setUpEngines()

test("a reader who leaves stops nothing, and comes back to exactly what it missed", async () => {
  const { engine, batch, page } = await begun()
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
  const { engine, batch, page } = await begun()
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

test("a burst of tokens reaches the browser as few events", async () => {
  const { page } = await begun()
  const call = await upstream.next()
  call.write(...Array.from({ length: 500 }, (_, index) => `${index} `))
  call.finish()
  await page.ended
  expect(page.text()[0]?.split(" ")).toHaveLength(501)
  expect(page.of("run.delta").length).toBeLessThan(100)
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
  const { batch, page } = await begun(batchOf(), { eventLog: later })
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
