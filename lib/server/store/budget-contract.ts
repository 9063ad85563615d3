import { expect, it } from "vitest"
import { aBatch, aPerson, finishRun } from "./contract-fixtures.ts"
import type { Store } from "./store.ts"

const noon = Date.parse("2026-11-24T12:00:00Z")
const nextDay = noon + 24 * 60 * 60_000
const nextMonth = Date.parse("2026-12-01T00:00:00Z")

/** What people may use and have used, the same for all nodes. */
export function budgetContract(current: () => Store): void {
  it("keeps a budget, and forgets one without limits", async () => {
    const ann = await aPerson(current())
    expect(await current().budgets.get(ann.id)).toBeUndefined()
    const budget = { day: { requests: 3 }, month: { cost: 2.5 } }
    await current().budgets.set(ann.id, budget)
    expect(await current().budgets.get(ann.id)).toEqual(budget)
    expect((await current().budgets.all()).get(ann.id)).toEqual(budget)
    await current().budgets.set(ann.id, { day: {}, month: {} })
    expect(await current().budgets.get(ann.id)).toBeUndefined()
  })

  it("counts by day and by month, each from its own beginning", async () => {
    const ann = await aPerson(current())
    await current().budgets.add(ann.id, { requests: 1, tokens: 30, cost: 0.25 }, noon)
    await current().budgets.add(ann.id, { requests: 1, tokens: 12, cost: 0.5 }, nextDay)
    const none = { requests: 0, tokens: 0, cost: 0 }
    expect(await current().budgets.used(ann.id, noon)).toEqual({
      day: { requests: 1, tokens: 30, cost: 0.25 },
      month: { requests: 2, tokens: 42, cost: 0.75 },
    })
    expect(await current().budgets.used(ann.id, nextMonth)).toEqual({ day: none, month: none })
    expect((await current().budgets.usedByAll(nextDay)).get(ann.id)?.day).toEqual({
      requests: 1,
      tokens: 12,
      cost: 0.5,
    })
  })

  it("lets through exactly as many requests as there are left, however many ask at once", async () => {
    const ann = await aPerson(current())
    const budget = { day: { requests: 5 }, month: { requests: 4 } }
    const asked = Array.from({ length: 12 }, () => current().budgets.take(ann.id, budget, noon))
    const answers = await Promise.all(asked)
    expect(answers.filter(({ taken }) => taken)).toHaveLength(4)
    expect(answers.find(({ taken }) => !taken)).toMatchObject({ used: { month: { requests: 4 } } })
    expect((await current().budgets.used(ann.id, noon)).day.requests).toBe(4)
  })

  it("refuses once tokens or cost are used up, and counts no refused request", async () => {
    const ann = await aPerson(current())
    await current().budgets.add(ann.id, { requests: 0, tokens: 0, cost: 0.1 }, noon)
    await current().budgets.add(ann.id, { requests: 0, tokens: 0, cost: 0.2 }, noon)
    const budget = { day: { cost: 0.3 }, month: {} }
    expect((await current().budgets.take(ann.id, budget, noon)).taken).toBe(false)
    expect((await current().budgets.take(ann.id, budget, nextDay)).taken).toBe(true)
    expect((await current().budgets.used(ann.id, noon)).day.requests).toBe(0)
  })

  it("shows no less than nothing where a request was given back in the next period", async () => {
    const ann = await aPerson(current())
    await current().budgets.add(ann.id, { requests: -1, tokens: 0, cost: 0 }, noon)
    expect((await current().budgets.used(ann.id, noon)).day.requests).toBe(0)
  })

  it("says which batches of a person have not ended, so that they can be stopped", async () => {
    const ann = await aPerson(current())
    const [open, done] = [await aBatch(current(), ann.id, ["a"]), await aBatch(current(), ann.id, ["b"])]
    await finishRun(current(), done.runIds[0] ?? "", "b")
    await current().batches.finish(done.id, 300)
    expect(await current().batches.unfinished(ann.id)).toEqual([open.id])
  })

  it("counts nothing for a person who has been removed meanwhile", async () => {
    await current().budgets.add("nobody", { requests: 1, tokens: 1, cost: 1 }, noon)
    expect((await current().budgets.usedByAll(noon)).get("nobody")).toBeUndefined()
  })
}
