import { expect, it } from "vitest"
import { aBatch, aPerson } from "./contract-fixtures.ts"
import type { RunMark } from "./screening-ports.ts"
import type { Store } from "./store.ts"

const aMark = (at: number, more: Partial<RunMark> = {}): RunMark => ({
  channel: "text",
  listId: "list",
  listName: "A list",
  category: "privacy",
  action: "mask",
  count: 2,
  at,
  ...more,
})

const days = (count: number) => count * 24 * 60 * 60_000
// A time of its own: the marks of a period are everybody's.
const beginning = Date.parse("2031-05-04T00:00:00Z")

/** What was found in runs, without the words. */
export function screeningContract(current: () => Store): void {
  const screening = () => current().screening

  it("keeps the marks of a run, and replaces them when it is run again", async () => {
    const ann = await aPerson(current())
    const { runIds } = await aBatch(current(), ann.id, ["one", "two"])
    const [run = "", other = ""] = runIds
    await screening().mark(run, ann.id, [aMark(5), aMark(5, { channel: "prompt", action: "flag" })])
    expect(await screening().ofRun(run)).toEqual([aMark(5, { channel: "prompt", action: "flag" }), aMark(5)])
    await screening().mark(run, ann.id, [aMark(9, { count: 1 })])
    expect(await screening().ofRun(run)).toEqual([aMark(9, { count: 1 })])
    expect(await screening().ofRun(other)).toEqual([])
  })

  it("names the marked runs of a period, the hardest first", async () => {
    const ann = await aPerson(current())
    const { runIds } = await aBatch(current(), ann.id, ["a", "b", "c", "d"])
    const [flagged = "", blocked = "", masked = "", later = ""] = runIds
    await screening().mark(flagged, ann.id, [aMark(beginning, { action: "flag" })])
    await screening().mark(blocked, ann.id, [
      aMark(beginning + 1, { action: "flag", channel: "prompt" }),
      aMark(beginning + 1, { action: "block" }),
    ])
    await screening().mark(masked, ann.id, [aMark(beginning + 2)])
    await screening().mark(later, ann.id, [aMark(beginning + days(1))])
    const found = await screening().flaggedIn(beginning, beginning + days(1))
    expect(found).toEqual([blocked, masked, flagged])
  })

  it("counts runs and places by day, category and action", async () => {
    const ann = await aPerson(current())
    const from = beginning + days(100)
    const { runIds } = await aBatch(current(), ann.id, ["a", "b"])
    const [one = "", two = ""] = runIds
    await screening().mark(one, ann.id, [aMark(from + 5), aMark(from + 5, { channel: "prompt", count: 3 })])
    await screening().mark(two, ann.id, [
      aMark(from + days(1), { category: "own", action: "block", count: 1 }),
    ])
    const day = (at: number) => new Date(at).toISOString().slice(0, 10)
    expect(await screening().counts(from, from + days(2))).toEqual([
      { day: day(from + days(1)), category: "own", action: "block", runs: 1, places: 1 },
      { day: day(from), category: "privacy", action: "mask", runs: 1, places: 5 },
    ])
  })

  it("forgets the marks with the person whose run it was, unless somebody else gets it", async () => {
    const [ann, ben, heir] = [await aPerson(current()), await aPerson(current()), await aPerson(current())]
    const marked = async (personId: string) => {
      const { runIds } = await aBatch(current(), personId, ["a"])
      await screening().mark(runIds[0] ?? "", personId, [aMark(1)])
      return runIds[0] ?? ""
    }
    const [gone, kept] = [await marked(ann.id), await marked(ben.id)]
    await current().people.remove(ann.id, null)
    await current().people.remove(ben.id, heir.id)
    expect(await screening().ofRun(gone)).toEqual([])
    expect(await screening().ofRun(kept)).toHaveLength(1)
  })
}
