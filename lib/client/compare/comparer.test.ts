import { afterEach, expect, test, vi } from "vitest"
import { type CompareRequest, doCompareJob } from "./compare-jobs.ts"
import { createComparer } from "./comparer.ts"
import type { CompareWorker } from "./worker-lane.ts"

/** Workers that answer when they are told to. */
function scripted() {
  const made: (CompareWorker & {
    asked: CompareRequest[]
    ended: boolean
    answer: () => void
    die: () => void
  })[] = []
  const make = () => {
    const asked: CompareRequest[] = []
    const worker: (typeof made)[number] = {
      asked,
      ended: false,
      onmessage: null,
      onerror: null,
      postMessage: (request) => asked.push(request),
      terminate() {
        worker.ended = true
      },
      answer() {
        const request = asked.at(-1)
        if (request) worker.onmessage?.({ data: doCompareJob(request) } as MessageEvent)
      },
      die: () => worker.onerror?.({ preventDefault() {}, message: "gone" } as ErrorEvent),
    }
    made.push(worker)
    return worker
  }
  return { made, make }
}

afterEach(() => vi.useRealTimers())

test("a worker is made with the first question, and answers one after the other", async () => {
  const { made, make } = scripted()
  const comparer = createComparer(make, 1)
  expect(made).toHaveLength(0)
  const diff = comparer.diff("a b", "a c", "auto")
  const shared = comparer.consensus(["Yes.", "Yes. No."])
  const parted = comparer.divergence("a b", "a c")
  expect(made[0]?.asked).toHaveLength(1)
  made[0]?.answer()
  made[0]?.answer()
  made[0]?.answer()
  expect((await diff).by).toBe("words")
  expect((await shared)[0]?.[0]?.in).toEqual([0, 1])
  expect(await parted).toEqual({ index: 2, words: 1 })
  expect(made).toHaveLength(1)
})

test("what was asked before is not computed again, and two that ask the same share the answer", async () => {
  const { made, make } = scripted()
  const comparer = createComparer(make, 1)
  const both = [comparer.diff("a", "b", "words"), comparer.diff("a", "b", "words")]
  made[0]?.answer()
  const [first, second] = await Promise.all(both)
  expect(second).toBe(first)
  expect(await comparer.diff("a", "b", "words")).toBe(first)
  expect(made[0]?.asked).toHaveLength(1)
})

test("a superseded question rejects at once and is never begun", async () => {
  const { made, make } = scripted()
  const comparer = createComparer(make, 1)
  const first = comparer.diff("a", "b", "words")
  const older = new AbortController()
  const superseded = comparer.diff("a", "b c", "words", older.signal)
  const newer = comparer.diff("a", "b c d", "words")
  older.abort()
  await expect(superseded).rejects.toBe(older.signal.reason)
  made[0]?.answer()
  made[0]?.answer()
  await Promise.all([first, newer])
  expect(made[0]?.asked.map((request) => "other" in request && request.other)).toEqual(["b", "b c d"])
})

test("one that still waits keeps the question alive when another leaves", async () => {
  const { made, make } = scripted()
  const comparer = createComparer(make, 1)
  const blocker = comparer.divergence("x", "y")
  const leaving = new AbortController()
  const left = comparer.diff("a", "b", "words", leaving.signal)
  const kept = comparer.diff("a", "b", "words")
  leaving.abort()
  await expect(left).rejects.toBeDefined()
  made[0]?.answer()
  made[0]?.answer()
  await blocker
  expect((await kept).segments).toHaveLength(2)
})

test("a worker that dies is replaced, and its job is done all the same", async () => {
  const { made, make } = scripted()
  const comparer = createComparer(make, 1)
  const diff = comparer.diff("a", "b", "words")
  made[0]?.die()
  expect(made[0]?.ended).toBe(true)
  made[1]?.answer()
  expect((await diff).by).toBe("words")
})

test("a job of which two workers die is given up, the next one is not; asked again, it is tried again", async () => {
  const { made, make } = scripted()
  const comparer = createComparer(make, 1)
  const bad = comparer.diff("a", "b", "words")
  const good = comparer.divergence("a", "b")
  made[0]?.die()
  made[1]?.die()
  await expect(bad).rejects.toThrow("ended")
  made[2]?.answer()
  expect(await good).toEqual({ index: 0, words: 0 })
  const again = comparer.diff("a", "b", "words")
  made[2]?.answer()
  expect((await again).by).toBe("words")
})

test("a worker that the browser ended without a word is replaced", async () => {
  vi.useFakeTimers()
  const { made, make } = scripted()
  const diff = createComparer(make, 1).diff("a", "b", "words")
  vi.advanceTimersByTime(20_000)
  made[1]?.answer()
  expect((await diff).by).toBe("words")
})

test("a browser that refuses workers makes an error, not a wait without end", async () => {
  const comparer = createComparer(() => {
    throw new Error("refused")
  })
  await expect(comparer.diff("a", "b", "words")).rejects.toThrow("ended")
})

test("closed, it ends its worker and lets nobody wait", async () => {
  const { made, make } = scripted()
  const comparer = createComparer(make, 1)
  const both = Promise.allSettled([comparer.diff("a", "b", "words"), comparer.divergence("a", "b")])
  comparer.dispose()
  expect((await both).map(({ status }) => status)).toEqual(["rejected", "rejected"])
  expect(made[0]?.ended).toBe(true)
})

test("asked again at once after it was closed, as React does in development, it answers", async () => {
  const { made, make } = scripted()
  const comparer = createComparer(make, 1)
  const lost = comparer.diff("a", "b", "words")
  comparer.dispose()
  const diff = comparer.diff("a", "b", "words")
  await expect(lost).rejects.toThrow("closed")
  made[1]?.answer()
  expect((await diff).by).toBe("words")
  expect(await comparer.diff("a", "b", "words")).toBe(await diff)
})
