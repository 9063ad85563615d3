import { createHash, randomUUID } from "node:crypto"
import { expect, it } from "vitest"
import type { RunState } from "#lib/domain/run"
import { aBatch, aPerson, aState, finishRun } from "./contract-fixtures.ts"
import type { Store } from "./store.ts"

/** What has had its time, and who may let it go when. Stores of their own: old is old for everybody. */
export function retentionContract(open: () => Promise<Store>): void {
  const withStore = async (test: (store: Store) => Promise<void>) => {
    const store = await open()
    try {
      await test(store)
    } finally {
      await store.close()
    }
  }
  const runsOf = async (
    store: Store,
    ends: number[],
    kind: "text" | "image" = "text",
    more: Partial<RunState> = {},
  ) => {
    const { id: personId } = await aPerson(store)
    const { id: batchId, runIds } = await aBatch(
      store,
      personId,
      ends.map((end) => `prompt ${end}`),
      { kind },
    )
    for (const [place, id] of runIds.entries())
      await finishRun(store, id, `out ${place}`, { finishedAt: ends[place], ...more })
    return { personId, batchId, runIds }
  }
  const texts = { kind: "text" as const, before: 1_000, keepStarred: true }

  it("finds runs of its kind that ended before, the oldest first, and says how much they are", () =>
    withStore(async (store) => {
      const { runIds } = await runsOf(store, [900, 500, 1_000])
      await runsOf(store, [100], "image")
      const { personId } = await runsOf(store, [])
      const live = await aBatch(store, personId, ["still queued"])
      await store.runs.flush(String(live.runIds[0]), {
        state: aState(String(live.runIds[0])),
        eventId: "1-1",
      })
      expect((await store.retention.oldRuns(texts, 9)).map(({ id }) => id)).toEqual([runIds[1], runIds[0]])
      expect(await store.retention.oldRuns(texts, 1)).toMatchObject([
        { id: runIds[1], finishedAt: 500, run: { text: "out 1" }, variant: { model: "small" }, images: [] },
      ])
      const going = await store.retention.countOld(texts)
      expect(going).toMatchObject({ entries: 2, oldest: 500 })
      expect(going.bytes).toBeGreaterThan(100)
      expect(await store.retention.countOld({ ...texts, before: 1 })).toEqual({
        entries: 0,
        bytes: 0,
        oldest: null,
      })
    }))

  it("a star keeps a run, and an image with a star its run; unless they were deleted, or stars do not count", () =>
    withStore(async (store) => {
      const { personId, runIds } = await runsOf(store, [1, 2, 3])
      await store.runs.change(String(runIds[0]), personId, { starred: true }, 5)
      await store.runs.change(String(runIds[1]), personId, { starred: true }, 5)
      await store.runs.change(String(runIds[1]), personId, { deleted: true }, 5)
      const ids = async (keepStarred: boolean) =>
        (await store.retention.oldRuns({ ...texts, keepStarred }, 9)).map(({ id }) => id)
      expect(await ids(true)).toEqual([runIds[1], runIds[2]])
      expect(await ids(false)).toEqual(runIds)
      const images = [{ index: 0, partial: false, sha256: "a".repeat(64), width: 8, height: 8 }]
      const drawn = await runsOf(store, [4], "image", { images, text: "" })
      const old = { ...texts, kind: "image" as const }
      expect(await store.retention.oldImages(old, 9)).toEqual([
        { personId: drawn.personId, sha256: "a".repeat(64) },
      ])
      await store.gallery.change(String(drawn.runIds[0]), 0, drawn.personId, { starred: true }, 6)
      expect(await store.retention.oldRuns(old, 9)).toEqual([])
    }))

  it("destroys runs and batches that are empty then; what got a star meanwhile stays; hashes stay", () =>
    withStore(async (store) => {
      const { personId, batchId, runIds } = await runsOf(store, [1, 2])
      const mixed = await runsOf(store, [3, 5_000])
      await store.runs.change(String(runIds[1]), personId, { starred: true }, 5)
      const all = [...runIds, ...mixed.runIds]
      expect(await store.retention.destroy(all, texts)).toBe(2)
      expect(await store.runs.get(String(runIds[0]))).toBeUndefined()
      expect(await store.runs.get(String(runIds[1]))).toBeDefined()
      expect(await store.runs.get(String(mixed.runIds[1]))).toBeDefined()
      expect(await store.retention.destroy(all, { ...texts, keepStarred: false })).toBe(1)
      expect((await store.batches.list(personId, { limit: 5 })).batches).toEqual([])
      expect(await store.batches.get(batchId, personId)).toBeUndefined()
      const sha256 = createHash("sha256").update("out 0").digest("hex")
      expect((await store.origins.find({ sha256 }, personId, 9)).origins).toMatchObject([
        { run: "deleted" },
        { run: "deleted" },
      ])
    }))

  it("lets one run of the job happen at a time, whoever asks, and each night's once", () =>
    withStore(async (store) => {
      const begin = (night: string | null, now = 100) =>
        store.retention.begin({ id: randomUUID(), night, now, leaseUntil: now + 50 })
      expect((await Promise.all([1, 2, 3].map(() => begin("n1")))).filter(Boolean)).toHaveLength(1)
      expect(await begin(null)).toBe(false)
      const id = String((await store.retention.runs(1))[0]?.id)
      const gone = { outputs: { entries: 3, bytes: null, oldest: 7 } }
      await store.retention.beat(id, { status: "running", gone, failure: null }, 160)
      expect(await begin(null, 155)).toBe(false)
      await store.retention.end(id, { status: "done", gone, failure: null }, 170)
      expect(await begin("n1", 180)).toBe(false)
      expect(await store.retention.runs(9)).toEqual([
        { id, trigger: "night", startedAt: 100, finishedAt: 170, status: "done", gone, failure: null },
      ])
      expect(await begin("n2", 190)).toBe(true)
    }))

  it("a run whose server died is lost, and the same night is done again", () =>
    withStore(async (store) => {
      const begin = (now: number) =>
        store.retention.begin({ id: randomUUID(), night: "n1", now, leaseUntil: now + 50 })
      expect(await begin(100)).toBe(true)
      expect(await begin(150)).toBe(false)
      expect(await begin(151)).toBe(true)
      expect((await store.retention.runs(9)).map(({ status }) => status)).toEqual(["running", "lost"])
    }))
}
