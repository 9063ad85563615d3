import { expect, it } from "vitest"
import type { CheckResult } from "#lib/domain/check-schema"
import { aBatch, aLease, aPerson, finishRun } from "./contract-fixtures.ts"
import type { Store } from "./store.ts"

/** What a person thinks of a run is theirs, stays with it, and is there wherever the run is. */
export function judgementContract(current: () => Store): void {
  const passed: CheckResult[] = [{ checkId: "c1", passed: true }]
  const failed: CheckResult[] = [{ checkId: "c1", passed: false, detail: "no" }]

  async function aJudgedBatch(ended?: CheckResult[]) {
    const person = await aPerson(current())
    const { id, runIds } = await aBatch(current(), person.id, ["one", "two"])
    for (const runId of runIds) await finishRun(current(), runId, "text", { checks: ended })
    return { personId: person.id, batchId: id, first: String(runIds[0]), second: String(runIds[1]) }
  }

  it("keeps rating, note and winner apart from each other, and takes each back", async () => {
    const { personId, batchId, first } = await aJudgedBatch()
    const say = (change: object) => current().runs.change(first, personId, change, 1)
    const said = async () => (await current().runs.detail(first, personId))?.summary.judgement
    expect(await say({ rating: 4 })).toBe(true)
    await say({ note: "更自然 ✓" })
    await say({ winner: true, starred: true })
    const all = { rating: 4, note: "更自然 ✓", winner: true }
    expect(await said()).toEqual(all)
    expect(await current().runs.judgements(batchId, personId)).toEqual({ [first]: all })
    const [, line] = (await current().runs.history(personId, { starred: true }, { limit: 5 })).runs
    expect(line).toBeUndefined()
    const [entry] = (await current().batches.list(personId, { limit: 1 })).batches
    expect(entry?.runs.find((run) => run.id === first)?.judgement).toEqual(all)
    const detail = await current().batches.detail(batchId, personId)
    expect(detail?.runs.find(({ run }) => run.runId === first)?.judgement).toEqual(all)

    await say({ rating: null })
    expect(await said()).toEqual({ ...all, rating: null })
    await say({ note: "", winner: false })
    expect(await current().runs.judgements(batchId, personId)).toEqual({})
  })

  it("has one winner in a row of a batch; other batches keep theirs", async () => {
    const { personId, batchId, first, second } = await aJudgedBatch()
    const { id: otherBatch, runIds } = await aBatch(current(), personId, ["one"])
    for (const runId of [...runIds, first, second]) {
      await current().runs.change(runId, personId, { winner: true, rating: 3 }, 1)
    }
    const said = { rating: 3, note: "" }
    expect(await current().runs.judgements(batchId, personId)).toEqual({
      [first]: { ...said, winner: false },
      [second]: { ...said, winner: true },
    })
    const other = await current().runs.judgements(otherBatch, personId)
    expect(other[String(runIds[0])]?.winner).toBe(true)
  })

  it("shows the checks as they went at the end, until they are looked at again", async () => {
    const { personId, batchId, first, second } = await aJudgedBatch(passed)
    expect((await current().runs.detail(first, personId))?.summary.judgement.checks).toEqual(passed)
    expect(await current().runs.judgements(batchId, personId)).toEqual({})

    await current().runs.keepChecks({ [first]: failed })
    await current().runs.change(second, personId, { rating: 1 }, 1)
    expect(await current().runs.judgements(batchId, personId)).toEqual({
      [first]: { rating: null, note: "", winner: false, checks: failed },
      [second]: { rating: 1, note: "", winner: false, checks: passed },
    })
    await current().runs.keepChecks({ [first]: passed, [second]: [] })
    const kept = await current().runs.judgements(batchId, personId)
    expect([kept[first]?.checks, kept[second]?.checks]).toEqual([passed, []])
    expect(kept[second]?.rating).toBe(1)
    await current().runs.keepChecks({})
  })

  it("is nobody else's to read or to write, and nothing of a deleted run shows", async () => {
    const { personId, batchId, first, second } = await aJudgedBatch()
    const stranger = await aPerson(current())
    expect(await current().runs.change(first, stranger.id, { rating: 1 }, 1)).toBe(false)
    await current().runs.change(first, personId, { rating: 5 }, 1)
    expect(await current().runs.judgements(batchId, stranger.id)).toEqual({})
    expect(await current().runs.outputs([first, second], stranger.id)).toEqual([])

    await current().runs.change(first, personId, { deleted: true }, 2)
    expect(await current().runs.judgements(batchId, personId)).toEqual({})
    expect(await current().runs.change(first, personId, { rating: 1 }, 3)).toBe(false)
    const ids = (await current().runs.outputs([first, second, "unknown"], personId)).map(({ id }) => id)
    expect(ids).toEqual([second])
    await current().runs.change(first, personId, { deleted: false }, 4)
    expect((await current().runs.judgements(batchId, personId))[first]?.rating).toBe(5)
  })

  it("goes with the output that it was about, when the run is tried again; the note stays", async () => {
    const person = await aPerson(current())
    const { id, runIds } = await aBatch(current(), person.id, ["one"])
    const [runId = ""] = runIds
    await finishRun(current(), runId, "half", { status: "failed" })
    await current().runs.change(runId, person.id, { rating: 2, winner: true, note: "slow" }, 1)
    await current().runs.keepChecks({ [runId]: failed })
    await current().runs.requeue(id, aLease, ["failed"])
    const judgement = { rating: null, winner: false, note: "slow" }
    expect(await current().runs.judgements(id, person.id)).toEqual({ [runId]: judgement })
  })

  it("is destroyed with the run", async () => {
    const { personId, first } = await aJudgedBatch()
    await current().runs.change(first, personId, { note: "secret" }, 1)
    await current().runs.change(first, personId, { deleted: true }, 50)
    expect(await current().runs.purgeDeleted(51)).toBeGreaterThanOrEqual(1)
    expect(await current().runs.change(first, personId, { deleted: false }, 60)).toBe(false)
  })

  it("gives outputs of runs that succeeded only: the others have none to look at", async () => {
    const person = await aPerson(current())
    const { runIds } = await aBatch(current(), person.id, ["a", "b", "c"])
    const [done = "", stopped = ""] = runIds
    await finishRun(current(), done, "whole")
    await finishRun(current(), stopped, "half", { status: "cancelled" })
    expect(await current().runs.outputs(runIds, person.id)).toEqual([{ id: done, text: "whole" }])
    expect(await current().runs.outputs([], person.id)).toEqual([])
  })
}
