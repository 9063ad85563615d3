import { expect, it } from "vitest"
import { presetVersion } from "#lib/domain/preset-content"
import { type SharedRun, sharedRunSchema } from "#lib/domain/share"
import { aBatch, aPerson, aSetup, aView, finishRun } from "./contract-fixtures.ts"
import { createShare } from "./share-snapshot.ts"
import type { Store } from "./store.ts"

const hash = (digit: string) => digit.repeat(64)

/** A link shows what was there when it was made, to whom it is for, as long as it lives, and to nobody after that. */
export function shareContract(current: () => Store): void {
  const content = (changes = {}) => ({
    version: presetVersion,
    setup: { ...aSetup([{ id: "a" }, { id: "b" }]), ...changes },
    view: aView,
  })
  const made = (personId: string, more = {}, now = 100) =>
    createShare(
      current(),
      personId,
      { title: " Rain ", content: content(), audience: "link", expiresAt: null, ...more },
      now,
    )
  /** A person with a finished run of column A. */
  const aRun = async (text = "It rains.", more = {}) => {
    const person = await aPerson(current())
    const { runIds } = await aBatch(current(), person.id, ["p"])
    const runId = String(runIds[0])
    await finishRun(current(), runId, text, more)
    return { personId: person.id, runId, cell: { columnId: "a", rowId: "r1", sample: 0, runId } }
  }
  const read = async (id: string, now = 200) => (await current().shares.read(id, now))?.share

  it("hands on the setup without the ids of connections, by an id that nobody guesses", async () => {
    const { id: ann } = await aPerson(current())
    const [one, two] = [await made(ann), await made(ann)]
    expect(one.id).toMatch(/^[\w-]{22}$/)
    expect(one.id).not.toBe(two.id)
    const share = await read(one.id)
    expect(share).toMatchObject({ id: one.id, title: "Rain", audience: "link", expiresAt: null })
    expect(share?.content.setup.columns.map(({ connectionId }) => connectionId)).toEqual([
      "kind:compatible",
      "kind:compatible",
    ])
    expect(share).not.toHaveProperty("runs")
    expect(await read("no-such-link")).toBeUndefined()
  })

  it("stays as it was, whatever becomes of the runs; nothing in it leads back to them", async () => {
    const secret = "https://user:key@inside.example"
    const error = {
      code: "upstream_fault",
      message: secret,
      hint: secret,
      params: { connection: secret },
      retryable: true,
    }
    const { personId, runId, cell } = await aRun("It rains.", {
      status: "failed",
      error,
      attempts: [{ number: 1, startedAt: 1, error }],
      images: [{ index: 0, partial: false, sha256: hash("a"), width: 8, height: 8 }],
    })
    await current().runs.change(runId, personId, { rating: 4, note: "wet" }, 1)
    const { id } = await made(personId, { cells: [cell] })
    await current().runs.change(runId, personId, { rating: 1, deleted: true }, 150)
    await current().runs.purgeDeleted(160)
    const share = await read(id)
    expect(share?.runs?.map((run): SharedRun => sharedRunSchema.parse(run))).toEqual(share?.runs)
    expect(share?.runs).toMatchObject([
      {
        columnId: "a",
        status: "failed",
        errorCode: "upstream_fault",
        text: "It rains.",
        judgement: { rating: 4, note: "wet", winner: false },
      },
    ])
    expect(JSON.stringify(share)).not.toContain("inside.example")
    expect(JSON.stringify(share)).not.toContain(runId)
  })

  it("somebody else's run, one that is not there and a deleted one are not shared", async () => {
    const { personId, runId, cell } = await aRun()
    const { id: ben } = await aPerson(current())
    for (const [who, cells] of [
      [ben, [cell]],
      [personId, [cell, { ...cell, runId: "none" }]],
    ] as const)
      await expect(made(who, { cells })).rejects.toMatchObject({ code: "not_found", field: "cells" })
    await current().runs.change(runId, personId, { deleted: true }, 5)
    await expect(made(personId, { cells: [cell] })).rejects.toMatchObject({ code: "not_found" })
    expect(await current().shares.ofPerson(personId)).toEqual([])
  })

  it("leaves out what is under way, and cells that the setup does not have", async () => {
    const { personId, cell } = await aRun()
    const { runIds } = await aBatch(current(), personId, ["q"])
    const { id } = await made(personId, {
      cells: [cell, { ...cell, columnId: "gone" }, { ...cell, sample: 1, runId: String(runIds[0]) }],
    })
    expect((await read(id))?.runs?.map(({ columnId, sample }) => [columnId, sample])).toEqual([["a", 0]])
  })

  it("refuses content that is none, and says where", async () => {
    const { id: ann } = await aPerson(current())
    await expect(made(ann, { content: content({ turns: [{ id: 7 }] }) })).rejects.toMatchObject({
      code: "invalid_input",
      field: expect.stringContaining("content.setup.turns"),
    })
    await expect(made(ann, { content: null })).rejects.toMatchObject({ code: "invalid_input" })
    await expect(made(ann, { expiresAt: 100 })).rejects.toMatchObject({ field: "expiresAt" })
  })

  it("ends when its time is over and when it is revoked, and lives again when it is given more time", async () => {
    const { id: ann } = await aPerson(current())
    const { id } = await made(ann, { expiresAt: 500 })
    expect(await read(id, 499)).toBeDefined()
    expect(await read(id, 500)).toBeUndefined()
    expect(
      await current().shares.change(id, ann, { expiresAt: null, title: "Wet", audience: "people" }),
    ).toMatchObject({
      title: "Wet",
      audience: "people",
      expiresAt: null,
    })
    expect(await read(id, 900)).toMatchObject({ title: "Wet" })
    expect(await current().shares.revoke(id, ann)).toBe(true)
    expect(await read(id)).toBeUndefined()
    expect(await current().shares.revoke(id, ann)).toBe(false)
  })

  it("nobody else lists, changes or revokes it", async () => {
    const [{ id: ann }, { id: ben }] = [await aPerson(current()), await aPerson(current())]
    const first = await made(ann, {}, 1)
    const second = await made(ann, {}, 2)
    expect((await current().shares.ofPerson(ann)).map(({ id }) => id)).toEqual([second.id, first.id])
    expect(await current().shares.ofPerson(ben)).toEqual([])
    expect(await current().shares.change(first.id, ben, { title: "Mine" })).toBeUndefined()
    expect(await current().shares.revoke(first.id, ben)).toBe(false)
    expect(await read(first.id)).toMatchObject({ title: "Rain" })
  })

  it("counts views, all of those that come at once", async () => {
    const { id: ann } = await aPerson(current())
    const { id } = await made(ann)
    await Promise.all([1, 2, 3].map(() => current().shares.countView(id)))
    expect(await current().shares.ofPerson(ann)).toMatchObject([{ id, views: 3, runs: 0 }])
  })

  it("shows its own images only, and they are needed as long as it is there", async () => {
    const { personId, cell } = await aRun("", {
      images: [{ index: 0, partial: false, sha256: hash("b"), width: 8, height: 8 }],
    })
    const { id } = await made(personId, {
      content: content({ mode: "image", initImage: { sha256: hash("c") }, mask: hash("d") }),
      cells: [cell],
      expiresAt: 500,
    })
    for (const digit of ["b", "c", "d"])
      expect(await current().shares.imageOwner(id, hash(digit), 100)).toEqual({
        ownerId: personId,
        audience: "link",
      })
    expect(await current().shares.imageOwner(id, hash("e"), 100)).toBeUndefined()
    expect(await current().shares.imageOwner(id, hash("c"), 500)).toBeUndefined()
    expect([...(await current().gallery.neededImages(personId))].sort()).toEqual(["b", "c", "d"].map(hash))
    expect(await current().shares.purgeExpired(500)).toBe(0)
    expect(await current().shares.purgeExpired(501)).toBeGreaterThanOrEqual(1)
    expect([...(await current().gallery.neededImages(personId))]).toEqual([hash("b")])
  })

  it("goes to the heir with everything else when its maker is removed", async () => {
    const [{ id: ann }, { id: ben }] = [await aPerson(current()), await aPerson(current())]
    const { id } = await made(ann)
    await current().people.remove(ann, ben)
    expect(await current().shares.read(id, 100)).toMatchObject({ ownerId: ben })
  })
}
