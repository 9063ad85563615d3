import { randomUUID } from "node:crypto"
import { expect, it } from "vitest"
import { aBatch, aLease, aPerson, aVariant, finishRun, newRuns } from "./contract-fixtures.ts"
import type { Store } from "./store.ts"

/** Batches: written once, joined once, there for their owner. */
export function batchContract(current: () => Store): void {
  const theBatch = (personId: string, variants = [aVariant("Hello")]) => ({
    id: randomUUID(),
    personId,
    kind: "text" as const,
    concurrency: 3,
    variants,
    createdAt: 100,
  })

  it("sending a batch again writes nothing twice, even at the same moment", async () => {
    const person = await aPerson(current())
    const batch = theBatch(person.id)
    const answers = await Promise.all(
      [1, 2, 3].map(() => current().batches.create(batch, newRuns(batch.variants), aLease)),
    )
    expect(answers.filter((answer) => answer.created)).toHaveLength(1)
    expect(await current().runs.ofBatch(batch.id)).toHaveLength(1)
  })

  it("keeps all runs of a batch of a thousand, in their order, and writes all or none", async () => {
    const person = await aPerson(current())
    const variants = Array.from({ length: 1_000 }, (_, index) => aVariant(`Prompt ${index}`))
    const batch = theBatch(person.id, variants)
    const runs = newRuns(variants)
    await current().batches.create(batch, runs, aLease)
    const stored = await current().runs.ofBatch(batch.id)
    expect(stored.map((run) => run.id)).toEqual(runs.map((run) => run.id))
    expect(stored.every((run) => run.state.status === "queued" && run.node === aLease.node)).toBe(true)

    const broken = theBatch("nobody", variants)
    await expect(current().batches.create(broken, newRuns(variants), aLease)).rejects.toThrow()
    expect(await current().runs.ofBatch(broken.id)).toEqual([])
  })

  it("runs that start at once are claimed as they are written, and by nobody else afterwards", async () => {
    const person = await aPerson(current())
    const variants = [aVariant("now"), aVariant("later")]
    const batch = theBatch(person.id, variants)
    await current().batches.create(batch, newRuns(variants), aLease, 1)
    const [now, later] = await current().runs.ofBatch(batch.id)
    expect([now?.state.status, now?.attempt, later?.state.status]).toEqual(["running", 1, "queued"])
    const lease = { node: "n2", until: 900, now: 5 }
    expect(await current().runs.claim(now?.id ?? "", lease)).toBe(false)
    expect(await current().runs.claim(later?.id ?? "", lease)).toBe(true)
  })

  it("another person's batch is not there", async () => {
    const [ann, ben] = [await aPerson(current()), await aPerson(current())]
    const batch = theBatch(ann.id)
    await current().batches.create(batch, newRuns(batch.variants), aLease)
    const { variants, ...kept } = batch
    expect(await current().batches.get(batch.id, ann.id)).toEqual({ ...kept, finishedAt: null, checks: [] })
    expect(await current().batches.isOwned(batch.id, ann.id)).toBe(true)
    expect(await current().batches.get(batch.id, ben.id)).toBeUndefined()
    expect(await current().batches.isOwned(batch.id, ben.id)).toBe(false)
    expect(await current().batches.isOwned("no such batch", ann.id)).toBe(false)
    expect(await current().batches.detail(batch.id, ben.id)).toBeUndefined()
    expect((await current().batches.list(ben.id, { limit: 10 })).batches).toEqual([])
  })

  it("joined runs add their variants at the end and open the batch again; joining again changes nothing", async () => {
    const person = await aPerson(current())
    const { id } = await aBatch(current(), person.id, ["first"])
    await current().batches.finish(id, 500)
    const more = [aVariant("second"), aVariant("third")]
    const runs = newRuns(more)
    const added = await current().batches.join(id, { variants: more }, runs, aLease)
    expect(added.map((run) => run.variantIndex)).toEqual([1, 2])
    expect(await current().batches.join(id, { variants: more }, runs, aLease)).toEqual([])
    const batch = await current().batches.get(id, person.id)
    expect(batch?.finishedAt).toBeNull()
    const stored = await current().runs.ofBatch(id)
    expect(stored.map((run) => run.variant)).toEqual([aVariant("first"), ...more])
    expect(stored.map((run) => run.state.variantIndex)).toEqual([0, 1, 2])
    await expect(
      current().batches.join("no such batch", { variants: more }, newRuns(more), aLease),
    ).rejects.toMatchObject({ code: "not_found" })
  })

  it("runs that join at the same moment get places of their own", async () => {
    const person = await aPerson(current())
    const { id } = await aBatch(current(), person.id, ["first"])
    await Promise.all(
      ["a", "b", "c"].map((text) =>
        current().batches.join(id, { variants: [aVariant(text)] }, newRuns([aVariant(text)]), aLease),
      ),
    )
    const places = (await current().runs.ofBatch(id)).map((run) => run.state.variantIndex)
    expect(places).toEqual([0, 1, 2, 3])
  })

  it("lists batches newest first, each once over the pages, without those whose runs were deleted", async () => {
    const person = await aPerson(current())
    const ids: string[] = []
    for (const createdAt of [1, 2, 2, 2, 3])
      ids.push((await aBatch(current(), person.id, ["x"], { createdAt })).id)
    const gone = await aBatch(current(), person.id, ["x"], { createdAt: 4 })
    await finishRun(current(), String(gone.runIds[0]), "done")
    await current().runs.change(String(gone.runIds[0]), person.id, { deleted: true }, 9)

    const seen: { id: string; createdAt: number }[] = []
    let cursor: string | undefined
    do {
      const page = await current().batches.list(person.id, { limit: 2, cursor })
      seen.push(...page.batches)
      cursor = page.nextCursor ?? undefined
    } while (cursor)
    expect(seen.map((batch) => batch.createdAt)).toEqual([3, 2, 2, 2, 1])
    expect(seen.map((batch) => batch.id).sort()).toEqual(ids.sort())
    expect(await current().batches.get(gone.id, person.id)).toBeUndefined()
    expect(await current().batches.isOwned(gone.id, person.id)).toBe(false)
    expect(await current().batches.detail(gone.id, person.id)).toBeUndefined()
  })

  it("counts the runs of a batch by their status", async () => {
    const person = await aPerson(current())
    const { id, runIds } = await aBatch(current(), person.id, ["a", "b", "c"])
    await finishRun(current(), String(runIds[1]), "done")
    expect(await current().runs.countByStatus(id)).toEqual({ queued: 2, succeeded: 1 })
  })
}
