import { expect, it } from "vitest"
import type { Check } from "#lib/domain/check-schema"
import { batchDetailSchema, batchesPageSchema } from "#lib/domain/history"
import { aBatch, aLease, aPerson, aSetup, aVariant, finishRun, newRuns } from "./contract-fixtures.ts"
import type { Store } from "./store.ts"

/** A batch as a comparison: what it was set up from, how it went, what it has cost. */
export function comparisonContract(current: () => Store): void {
  const checks: Check[] = [{ id: "c1", kind: "contains", text: "rain", not: false, ignoreCase: true }]
  const column = (id: string, prompt = "Hello") => aVariant(prompt, { columnId: id })

  it("puts a comparison back as it was set up, its runs by variant, row and sample", async () => {
    const person = await aPerson(current())
    const setup = aSetup([{ id: "a", name: "Warm" }, { id: "b" }])
    const { id, runIds } = await aBatch(current(), person.id, [column("a"), column("b")], {
      settings: { setup, checks, costCeiling: 0.5 },
    })
    const token = { text: "Drops", logprob: -0.5, top: [] }
    await finishRun(current(), String(runIds[0]), "Drops", { tokens: [token], reasoning: "hm" })
    await current().batches.finish(id, 400)

    const detail = await current().batches.detail(id, person.id)
    expect(detail).toMatchObject({ id, createdAt: 100, finishedAt: 400, setup })
    expect(detail?.runs.map(({ variant }) => variant.columnId)).toEqual(["a", "b"])
    expect(detail?.runs[0]?.run).toMatchObject({ text: "Drops", reasoning: "hm", tokens: [token] })
    expect(detail?.runs[1]?.run.status).toBe("queued")
    expect(batchDetailSchema.safeParse(detail).success).toBe(true)
    expect(await current().batches.get(id, person.id)).toMatchObject({ costCeiling: 0.5, checks })
  })

  it("an entry of History says how the batch went, and shows its first runs by column", async () => {
    const person = await aPerson(current())
    const variants = Array.from({ length: 20 }, (_, index) => column("a", `Prompt ${index}`))
    const { id, runIds } = await aBatch(current(), person.id, variants, {
      settings: { setup: aSetup([{ id: "a", name: "Warm" }, { id: "b" }]) },
    })
    await finishRun(current(), String(runIds[0]), "one", { cost: 0.25 })
    await finishRun(current(), String(runIds[1]), "two", { cost: 0.5, status: "failed" })
    await finishRun(current(), String(runIds[2]), "gone", { cost: 8 })
    await current().runs.change(String(runIds[2]), person.id, { deleted: true }, 9)

    const page = await current().batches.list(person.id, { limit: 5 })
    expect(batchesPageSchema.safeParse(page).success).toBe(true)
    const [entry] = page.batches
    expect(entry).toMatchObject({
      id,
      kind: "text",
      createdAt: 100,
      finishedAt: null,
      counts: { queued: 17, failed: 1, succeeded: 1 },
      cost: 0.75,
      columns: [{ id: "a", name: "Warm" }, { id: "b" }],
    })
    expect(entry?.runs.map((run) => run.variantIndex)).toEqual([0, 1, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12])
    expect(entry?.runs[0]).toMatchObject({ promptPreview: "Prompt 0", outputPreview: "one", batchRuns: 19 })
    expect(entry?.runs.every((run) => run.columnId === "a")).toBe(true)
  })

  it("a batch without a setup is an entry all the same; a price that is not known is none", async () => {
    const person = await aPerson(current())
    const { runIds } = await aBatch(current(), person.id, ["plain"])
    await finishRun(current(), String(runIds[0]), "x")
    const [entry] = (await current().batches.list(person.id, { limit: 5 })).batches
    expect(entry?.columns).toEqual([])
    expect(entry && "cost" in entry).toBe(false)
    expect(entry?.runs[0] && "columnId" in entry.runs[0]).toBe(false)
    expect((await current().batches.list((await aPerson(current())).id, { limit: 5 })).batches).toEqual([])
  })

  it("runs of several samples and rows stand in the order of the table", async () => {
    const person = await aPerson(current())
    const { id } = await aBatch(current(), person.id, ["first"])
    const place = (row: number, sample: number) => {
      const [run] = newRuns([aVariant("x")])
      return run ? [{ ...run, row, sample }] : []
    }
    const runs = [...place(1, 1), ...place(1, 0), ...place(0, 1), ...place(0, 0)]
    await current().batches.join(id, { variants: [aVariant("x")] }, runs, aLease)
    const detail = await current().batches.detail(id, person.id)
    expect(detail?.runs.map(({ run }) => [run.variantIndex, run.row, run.sample])).toEqual([
      [0, 0, 0],
      [1, 0, 0],
      [1, 0, 1],
      [1, 1, 0],
      [1, 1, 1],
    ])
  })

  it("what joins brings its ceiling, and its setup and checks when it has any", async () => {
    const person = await aPerson(current())
    const { id } = await aBatch(current(), person.id, ["first"], { settings: { costCeiling: 1 } })
    const join = (settings: object) => {
      const variants = [column("b")]
      return current().batches.join(id, { variants, ...settings }, newRuns(variants), aLease)
    }
    const setup = aSetup([{ id: "b" }])
    await join({ setup, checks, costCeiling: 2 })
    expect(await current().batches.get(id, person.id)).toMatchObject({ costCeiling: 2, checks })
    await join({})
    const after = await current().batches.get(id, person.id)
    expect(after?.costCeiling).toBeUndefined()
    expect(after?.checks).toEqual(checks)
    expect((await current().batches.detail(id, person.id))?.setup).toEqual(setup)
    const lines = (await current().runs.history(person.id, { batch: id }, { limit: 10 })).runs
    const columns = lines.sort((a, b) => a.variantIndex - b.variantIndex).map((run) => run.columnId)
    expect(columns).toEqual([undefined, "b", "b"])
  })

  it("what a batch has cost counts deleted runs, and tries that were replaced", async () => {
    const person = await aPerson(current())
    const { id, runIds } = await aBatch(current(), person.id, ["a", "b", "c"], {
      settings: { costCeiling: 10 },
    })
    expect(await current().batches.spending(id)).toEqual({ ceiling: 10, spent: 0 })
    const [first = "", second = "", third = ""] = runIds
    await finishRun(current(), first, "x", { cost: 1 })
    await finishRun(current(), second, "half", { cost: 2, status: "cancelled" })
    await current().runs.change(first, person.id, { deleted: true }, 9)
    expect(await current().batches.spending(id)).toEqual({ ceiling: 10, spent: 3 })

    await current().runs.requeue(id, aLease, ["cancelled"])
    expect(await current().batches.spending(id)).toEqual({ ceiling: 10, spent: 3 })
    await finishRun(current(), second, "whole", { cost: 4 })
    await finishRun(current(), third, "free", {})
    expect(await current().batches.spending(id)).toEqual({ ceiling: 10, spent: 7 })
  })

  it("a batch without a ceiling has none, also when a try was replaced", async () => {
    const person = await aPerson(current())
    const { id, runIds } = await aBatch(current(), person.id, ["a"])
    expect(await current().batches.spending(id)).toBeUndefined()
    await finishRun(current(), String(runIds[0]), "", { cost: 2, status: "failed" })
    await current().runs.requeue(id, aLease, ["failed"])
    expect(await current().batches.spending(id)).toBeUndefined()
    const variants = [aVariant("b")]
    await current().batches.join(id, { variants, costCeiling: 5 }, newRuns(variants), aLease)
    expect(await current().batches.spending(id)).toEqual({ ceiling: 5, spent: 2 })
  })
}
