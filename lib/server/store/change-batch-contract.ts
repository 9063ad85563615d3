import { expect, it } from "vitest"
import type { Check } from "#lib/domain/check-schema"
import { aBatch, aPerson, finishRun } from "./contract-fixtures.ts"
import type { Store } from "./store.ts"

/** An entry of History, starred, deleted and brought back with all of its runs. */
export function changeBatchContract(current: () => Store): void {
  const ended = async (personId: string, prompts: string[]) => {
    const batch = await aBatch(current(), personId, prompts)
    for (const id of batch.runIds) await finishRun(current(), id, "done")
    return batch
  }
  const kept = async (personId: string) =>
    (await current().runs.history(personId, {}, { limit: 100 })).runs.map((run) => run.promptPreview).sort()

  it("stars and unstars all runs, and no other batch's", async () => {
    const person = await aPerson(current())
    const { id } = await ended(person.id, ["a", "b"])
    await ended(person.id, ["other"])
    const starred = async () =>
      (await current().runs.history(person.id, { starred: true }, { limit: 9 })).runs.length
    expect(await current().batches.change(id, person.id, { starred: true }, 5)).toBe(true)
    expect(await starred()).toBe(2)
    expect(await current().batches.change(id, person.id, { starred: false }, 6)).toBe(true)
    expect(await starred()).toBe(0)
  })

  it("deletes all runs; the undo brings back these, and not what was deleted before them", async () => {
    const person = await aPerson(current())
    const { id, runIds } = await ended(person.id, ["a", "b", "c"])
    await ended(person.id, ["other"])
    await current().runs.change(String(runIds[2]), person.id, { deleted: true }, 5)
    expect(await current().batches.change(id, person.id, { deleted: true }, 6)).toBe(true)
    expect(await kept(person.id)).toEqual(["other"])
    expect(await current().batches.detail(id, person.id)).toBeUndefined()
    expect(await current().batches.change(id, person.id, { starred: true }, 7)).toBe(false)
    expect(await current().batches.change(id, person.id, { deleted: true }, 7)).toBe(false)

    expect(await current().batches.change(id, person.id, { deleted: false }, 8)).toBe(true)
    expect(await kept(person.id)).toEqual(["a", "b", "other"])
  })

  it("a batch of which a run is under way is left whole", async () => {
    const person = await aPerson(current())
    const { id, runIds } = await aBatch(current(), person.id, ["a", "b"])
    await finishRun(current(), String(runIds[0]), "done")
    const answer = current().batches.change(id, person.id, { deleted: true }, 5)
    await expect(answer).rejects.toMatchObject({ code: "conflict" })
    expect(await kept(person.id)).toEqual(["a", "b"])
  })

  it("nobody changes another's batch", async () => {
    const [owner, other] = [await aPerson(current()), await aPerson(current())]
    const { id } = await ended(owner.id, ["mine"])
    for (const change of [{ deleted: true }, { deleted: false }, { starred: true }])
      expect(await current().batches.change(id, other.id, change, 5)).toBe(false)
    expect(await kept(owner.id)).toEqual(["mine"])
  })

  it("a run in full says what its batch asks of outputs", async () => {
    const person = await aPerson(current())
    const checks: Check[] = [{ id: "c1", kind: "json" }]
    const { runIds } = await aBatch(current(), person.id, ["a"], { settings: { checks } })
    const plain = await aBatch(current(), person.id, ["b"])
    expect((await current().runs.detail(String(runIds[0]), person.id))?.checks).toEqual(checks)
    expect((await current().runs.detail(String(plain.runIds[0]), person.id))?.checks).toBeUndefined()
  })
}
