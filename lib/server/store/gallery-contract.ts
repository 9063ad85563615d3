import { expect, it } from "vitest"
import type { Variant } from "#lib/domain/batch"
import type { ImageResult } from "#lib/domain/outcome-schema"
import type { Prompt } from "#lib/domain/prompt-schema"
import { aBatch, aLease, aPerson, aState, aVariant, finishRun } from "./contract-fixtures.ts"
import type { Store } from "./store.ts"

const hash = (digit: string) => digit.repeat(64)

/** What runs have made is found, starred, deleted and brought back one by one, and nothing that is needed counts as unused. */
export function galleryContract(current: () => Store): void {
  const imageVariant = (text: string, prompt: Partial<Prompt & { kind: "image" }> = {}): Variant =>
    aVariant(text, {
      mode: "image",
      prompt: { kind: "image", text, ...prompt },
      parameters: { size: "512x512" },
    })
  const made = (index: number, sha256: string, more: Partial<ImageResult> = {}): ImageResult => ({
    index,
    partial: false,
    sha256,
    width: 512,
    height: 512,
    seed: 7 + index,
    ...more,
  })
  const drawn = async (personId: string, variant: Variant, images: ImageResult[], finishedAt = 300) => {
    const { id, runIds } = await aBatch(current(), personId, [variant], { kind: "image" })
    const runId = String(runIds[0])
    await finishRun(current(), runId, "", { images, finishedAt })
    return { batchId: id, runId }
  }
  const hashesOf = async (personId: string, filter = {}) =>
    (await current().gallery.list(personId, filter, { limit: 50 })).images.map(({ sha256 }) => sha256)

  it("a run keeps its images, previews are not among them, and History shows the first four", async () => {
    const { id: ann } = await aPerson(current())
    const images = ["a", "b", "c", "d", "e"].map((digit, index) => made(index, hash(digit)))
    const preview = made(5, hash("f"), { partial: true })
    const { runId, batchId } = await drawn(ann, imageVariant("a boat"), [...images, preview])
    expect((await current().runs.get(runId))?.state.images).toEqual(images)
    const detail = await current().runs.detail(runId, ann)
    expect(detail?.run.images).toEqual(images)
    const shown = images.slice(0, 4).map(({ sha256 }) => ({ sha256, width: 512, height: 512 }))
    expect(detail?.summary.images).toEqual(shown)
    expect((await current().batches.list(ann, { limit: 5 })).batches[0]?.runs[0]?.images).toEqual(shown)
    expect((await current().batches.detail(batchId, ann))?.runs[0]?.run.images).toEqual(images)
    expect(await current().gallery.list(ann, {}, { limit: 1 })).toEqual({
      images: [
        {
          runId,
          index: 0,
          sha256: hash("a"),
          width: 512,
          height: 512,
          seed: 7,
          prompt: "a boat",
          model: "small",
          connectionName: "Local",
          parameters: { size: "512x512" },
          createdAt: 300,
          starred: false,
        },
      ],
      nextCursor: expect.any(String),
    })
  })

  it("a run of text has none", async () => {
    const { id: ann } = await aPerson(current())
    const { runIds } = await aBatch(current(), ann, ["Hello"])
    await finishRun(current(), String(runIds[0]), "Hi")
    const detail = await current().runs.detail(String(runIds[0]), ann)
    expect(detail?.summary).not.toHaveProperty("images")
    expect(detail?.run).not.toHaveProperty("images")
  })

  it("pages go on where the last one ended: newest first, the images of a run in their order", async () => {
    const { id: ann } = await aPerson(current())
    await drawn(ann, imageVariant("old"), [made(0, hash("a")), made(1, hash("b"))], 300)
    await drawn(ann, imageVariant("new"), [made(0, hash("c")), made(1, hash("d")), made(2, hash("e"))], 400)
    const seen: string[] = []
    let cursor: string | undefined
    do {
      const page = await current().gallery.list(ann, {}, { limit: 2, cursor })
      expect(page.images.length).toBeGreaterThan(0)
      seen.push(...page.images.map(({ sha256 }) => sha256))
      cursor = page.nextCursor ?? undefined
    } while (cursor !== undefined)
    expect(seen).toEqual(["c", "d", "e", "a", "b"].map(hash))
    await expect(
      current().gallery.list(ann, {}, { limit: 2, cursor: Buffer.from("[1]").toString("base64url") }),
    ).rejects.toMatchObject({ code: "invalid_input", field: "cursor" })
  })

  it("is searched by words of the prompt, and by stars", async () => {
    const { id: ann } = await aPerson(current())
    const { runId } = await drawn(ann, imageVariant("A Red boat", { negative: "people" }), [
      made(0, hash("a")),
      made(1, hash("b")),
    ])
    await drawn(ann, imageVariant("a house, 100%"), [made(0, hash("c"))])
    expect(await hashesOf(ann, { q: "red BOAT" })).toEqual([hash("a"), hash("b")])
    expect(await hashesOf(ann, { q: "0%" })).toEqual([hash("c")])
    expect(await current().gallery.change(runId, 1, ann, { starred: true }, 5)).toBe(true)
    expect(await hashesOf(ann, { starred: true })).toEqual([hash("b")])
    expect(await hashesOf(ann, { starred: false })).toHaveLength(2)
    const found = await current().gallery.find(runId, hash("b"), ann)
    expect(found?.image).toMatchObject({ index: 1, starred: true, negative: "people", seed: 8 })
    expect(found?.variant).toEqual(imageVariant("A Red boat", { negative: "people" }))
  })

  it("what is deleted is gone from gallery and run, and comes back", async () => {
    const { id: ann } = await aPerson(current())
    const images = [made(0, hash("a")), made(1, hash("b"), { seed: undefined })]
    const { runId } = await drawn(ann, imageVariant("a boat"), images)
    const change = (more: object) => current().gallery.change(runId, 1, ann, more, 500)
    expect(await change({ deleted: true })).toBe(true)
    expect(await change({ starred: true })).toBe(false)
    expect(await hashesOf(ann)).toEqual([hash("a")])
    expect(await current().gallery.find(runId, hash("b"), ann)).toBeUndefined()
    expect((await current().runs.detail(runId, ann))?.run.images).toEqual([images[0]])
    expect(await change({ deleted: false })).toBe(true)
    expect((await current().runs.detail(runId, ann))?.run.images).toEqual([
      images[0],
      { index: 1, partial: false, sha256: hash("b"), width: 512, height: 512 },
    ])
  })

  it("what was deleted long ago is needed until it is destroyed, and cannot be brought back then", async () => {
    const { id: ann } = await aPerson(current())
    const images = [made(0, hash("a")), made(1, hash("b")), made(2, hash("c"))]
    const { runId } = await drawn(ann, imageVariant("a boat"), images)
    const change = (index: number, deleted: boolean) =>
      current().gallery.change(runId, index, ann, { deleted }, 500)
    await change(1, true)
    await change(2, true)
    expect(await current().gallery.purgeDeleted(500)).toBe(0)
    expect(await current().gallery.neededImages(ann)).toEqual(new Set(["a", "b", "c"].map(hash)))
    // Brought back in time, it stays.
    await change(2, false)
    expect(await current().gallery.purgeDeleted(501)).toBe(1)
    expect(await current().gallery.neededImages(ann)).toEqual(new Set(["a", "c"].map(hash)))
    expect(await change(1, false)).toBe(false)
    expect(await hashesOf(ann)).toEqual(["a", "c"].map(hash))
  })

  it("nobody sees or changes what is somebody else's", async () => {
    const [{ id: ann }, { id: ben }] = [await aPerson(current()), await aPerson(current())]
    const { runId } = await drawn(ann, imageVariant("a boat"), [made(0, hash("a"))])
    expect(await hashesOf(ben)).toEqual([])
    expect(await current().gallery.find(runId, hash("a"), ben)).toBeUndefined()
    expect(await current().gallery.change(runId, 0, ben, { deleted: true }, 5)).toBe(false)
    expect(await current().gallery.change(runId, 9, ann, { starred: true }, 5)).toBe(false)
    expect(await current().gallery.neededImages(ben)).toEqual(new Set())
    expect(await hashesOf(ann)).toEqual([hash("a")])
  })

  it("goes with its run, comes back with it, and is destroyed with it", async () => {
    const { id: ann } = await aPerson(current())
    const { runId } = await drawn(ann, imageVariant("a boat"), [made(0, hash("a"))])
    await current().runs.change(runId, ann, { deleted: true }, 10)
    expect(await hashesOf(ann)).toEqual([])
    expect(await current().gallery.find(runId, hash("a"), ann)).toBeUndefined()
    expect(await current().gallery.change(runId, 0, ann, { starred: true }, 11)).toBe(false)
    expect(await current().gallery.neededImages(ann)).toEqual(new Set([hash("a")]))
    await current().runs.change(runId, ann, { deleted: false }, 12)
    expect(await hashesOf(ann)).toEqual([hash("a")])
    await current().runs.change(runId, ann, { deleted: true }, 13)
    await current().runs.purgeDeleted(14)
    expect(await current().gallery.neededImages(ann)).toEqual(new Set())
  })

  it("what runs were given is needed, in whichever way, also before they are sent", async () => {
    const { id: ann } = await aPerson(current())
    const message = { role: "user" as const, content: [{ type: "image" as const, sha256: hash("c") }] }
    const { id } = await aBatch(current(), ann, [
      imageVariant("a boat", { initImage: { sha256: hash("a") }, mask: hash("b") }),
      imageVariant("a boat", { initImage: { sha256: hash("b") } }),
      aVariant("", { mode: "chat", prompt: { kind: "chat", messages: [message, message] } }),
    ])
    expect(await current().gallery.neededImages(ann)).toEqual(new Set(["a", "b", "c"].map(hash)))
    const joined = imageVariant("a boat", { initImage: { sha256: hash("d") } })
    const run = { id: `${id}.j.0`, variant: joined, connectionName: "L", variantIndex: 0, row: 0, sample: 0 }
    for (let asked = 0; asked < 2; asked++)
      await current().batches.join(id, { variants: [joined] }, [run], aLease)
    expect((await current().gallery.neededImages(ann)).has(hash("d"))).toBe(true)
  })

  it("a run that is tried again starts without images; what its earlier tries made stays, with its star", async () => {
    const { id: ann } = await aPerson(current())
    const { batchId, runId } = await drawn(ann, imageVariant("a boat"), [made(0, hash("a"))])
    const [again] = await current().runs.requeue(batchId, aLease, ["succeeded"])
    expect(again?.state.images).toBeUndefined()
    expect(await hashesOf(ann)).toEqual([hash("a")])
    for (const letter of ["b", "c"]) {
      await finishRun(current(), runId, "", { images: [made(0, hash(letter))] })
      await current().gallery.change(runId, 0, ann, { starred: true }, 9)
      await current().runs.requeue(batchId, aLease, ["succeeded"])
    }
    await finishRun(current(), runId, "", { images: [made(0, hash("d"))] })
    expect((await hashesOf(ann)).toSorted()).toEqual(["a", "b", "c", "d"].map(hash))
    const { images } = await current().gallery.list(ann, { starred: true }, { limit: 9 })
    expect(images.map(({ sha256 }) => sha256).toSorted()).toEqual(["b", "c"].map(hash))
    expect((await current().runs.get(runId))?.state.images).toMatchObject([{ sha256: hash("d") }])
  })

  it("an interrupted run keeps the images that had arrived", async () => {
    const { id: ann } = await aPerson(current())
    const lease = { node: "gone", until: 40 }
    const { runIds } = await aBatch(current(), ann, [imageVariant("a boat")], { kind: "image", lease })
    const id = String(runIds[0])
    await current().runs.claim(id, { ...lease, now: 5 })
    const images = [made(0, hash("a")), made(1, hash("b"), { partial: true })]
    const state = aState(id, { images, progress: { step: 3, steps: 9 } })
    await current().runs.flush(id, { state, eventId: "1-1" })
    await current().runs.interruptExpired(50)
    const ended = (await current().runs.get(id))?.state
    expect(ended).toMatchObject({ status: "interrupted", images: [images[0]] })
    expect(ended?.progress).toBeUndefined()
    expect(await hashesOf(ann)).toEqual([hash("a")])
  })

  it("goes to whoever takes over the runs of somebody who leaves", async () => {
    const [ann, ben] = [await aPerson(current()), await aPerson(current())]
    await drawn(ann.id, imageVariant("a boat"), [made(0, hash("a"))])
    await current().people.remove(ann.id, ben.id)
    expect(await hashesOf(ben.id)).toEqual([hash("a")])
  })
}
