import { expect, test } from "vitest"
import { queuedRun } from "#lib/domain/run"
import { createMemoryEventLog } from "#lib/server/engine/event-log-memory"
import { LiveBatch, type LiveRun } from "#lib/server/engine/live-batch"
import { RunQueue } from "#lib/server/engine/run-queue"

/** A queue of a batch with one lane (or more), whose runs go on until the test ends them. */
function aQueue(concurrency = 1) {
  const log = createMemoryEventLog({ now: Date.now })
  const batch = new LiveBatch({ id: "batch", personId: "ann", concurrency }, log)
  const lanes = new Map<string, () => void>()
  let idle = 0
  const carry = async (run: LiveRun) => {
    const { promise, resolve } = Promise.withResolvers<void>()
    lanes.set(run.id, resolve)
    await batch.publish({ type: "run.started", runId: run.id, attempt: 1, at: 1 })
    await promise
  }
  const queue = new RunQueue(batch, carry, () => {
    idle += 1
  })
  const add = (...ids: string[]) => {
    const runs = ids.map(aRun)
    for (const run of runs) batch.runs.set(run.id, run)
    queue.add(runs)
    return runs
  }
  return {
    batch,
    queue,
    add,
    idle: () => idle,
    /** Ends a run, and lets the queue know of it. */
    async end(id: string) {
      lanes.get(id)?.()
      await new Promise((resolve) => setImmediate(resolve))
    },
    /** What a reader takes each run's place to be; running ones have none. */
    positions: () =>
      Object.fromEntries([...batch.runs].map(([id, run]) => [id, run.state.waiting?.position])),
  }
}

function aRun(id: string): LiveRun {
  return {
    id,
    clock: Date.now,
    variant: {
      connectionId: "local",
      model: "any",
      mode: "chat",
      prompt: { kind: "text", text: "x" },
      parameters: {},
    },
    sample: 0,
    checks: [],
    cache: "auto",
    createdAt: 0,
    claimed: false,
    state: queuedRun({ runId: id, variantIndex: 0, row: 0, sample: 0 }),
    eventId: null,
    abort: new AbortController(),
    dirty: false,
    begun: false,
  }
}

test("who waits knows its place, and moves up as others start", async () => {
  const { add, end, positions } = aQueue()
  add("a", "b", "c")
  expect(positions()).toEqual({ a: undefined, b: 1, c: 2 })
  await end("a")
  expect(positions()).toEqual({ a: undefined, b: undefined, c: 1 })
})

test("who joins stands behind those that wait, and moves nobody", async () => {
  const { add, positions } = aQueue()
  add("a", "b")
  add("c", "d")
  expect(positions()).toEqual({ a: undefined, b: 1, c: 2, d: 3 })
})

test("when one that waits is taken out, those behind it move up", async () => {
  const { add, queue, positions, end } = aQueue()
  const [, second] = add("a", "b", "c", "d")
  expect(second && queue.remove(second)).toBe(true)
  expect(second && queue.remove(second)).toBe(false)
  queue.pump()
  expect(positions()).toMatchObject({ c: 1, d: 2 })
  await end("a")
  expect(positions()).toMatchObject({ c: undefined, d: 1 })
})

test("a long queue tells places near its head, and each as soon as it comes near", async () => {
  const { add, end, positions } = aQueue()
  add("first", ...Array.from({ length: 40 }, (_, index) => `r${index}`))
  expect(positions()).toMatchObject({ r0: 1, r31: 32, r32: undefined })
  await end("first")
  expect(positions()).toMatchObject({ r0: undefined, r1: 1, r32: 32, r33: undefined })
})

test("a place is told once: a queue that does not move says nothing", async () => {
  const { add, queue, batch } = aQueue()
  add("a", "b", "c")
  const before = batch.runs.get("c")?.eventId
  queue.pump()
  expect(batch.runs.get("c")?.eventId).toBe(before)
})

test("is idle once all have ended, whether they ran or were taken out", async () => {
  const { add, queue, end, idle } = aQueue(2)
  const [, , third] = add("a", "b", "c")
  await end("a")
  expect(idle()).toBe(0)
  expect(third && queue.remove(third)).toBe(false)
  await end("b")
  await end("c")
  expect(idle()).toBe(1)
})
