import { randomUUID } from "node:crypto"
import { expect, it } from "vitest"
import type { RunState } from "#lib/domain/run"
import { aBatch, aPerson, finishRun } from "./contract-fixtures.ts"
import type { Store } from "./store.ts"

const hash = (digit: string) => digit.repeat(64)

/** Samples and marks. Each test has a stretch of time of its own, as they share a database. */
export function reviewContract(current: () => Store): void {
  let nextFrom = 1_000_000
  const aTime = () => {
    nextFrom += 1_000_000
    return { from: nextFrom, to: nextFrom + 1_000 }
  }
  const runsIn = async (from: number, count: number, more: Partial<RunState> = {}) => {
    const { id: personId } = await aPerson(current())
    const prompts = Array.from({ length: count }, (_, place) => `prompt ${place}`)
    const { runIds } = await aBatch(current(), personId, prompts)
    for (const [place, id] of runIds.entries())
      await finishRun(current(), id, `output ${place}`, { finishedAt: from + place, ...more })
    return { personId, runIds }
  }
  const aSample = async (runIds: string[], { from, to } = aTime(), flagged: string[] = []) => {
    const id = `p-${randomUUID()}`
    const items = runIds.map((runId) => ({ runId, flagged: flagged.includes(runId) }))
    const sample = { id, from, to, seed: "s", drawnAt: to, runs: 9, items }
    expect(await current().reviews.keep(sample)).toBe(true)
    const page = await current().reviews.items({}, { limit: 100 })
    return { sample, items: page.items.filter(({ periodId }) => periodId === id) }
  }

  it("has a policy with defaults, which is changed as a whole", async () => {
    expect(await current().reviews.policy()).toMatchObject({ on: false, period: "week", updatedAt: null })
    const { updatedAt: _, ...policy } = await current().reviews.policy()
    const changed = { ...policy, on: true, share: 0.5, reviewers: ["ann"] }
    await current().reviews.setPolicy(changed, { personId: "ann", now: 7 })
    expect(await current().reviews.policy()).toEqual({ ...changed, updatedAt: 7 })
  })

  it("offers the succeeded runs of a period in portions, until they are in a sample or deleted", async () => {
    const time = aTime()
    const { personId, runIds } = await runsIn(time.from, 4)
    await runsIn(time.from, 1, { status: "failed" })
    await runsIn(time.to, 1)
    const ids = async () => (await current().reviews.candidates(time, 10)).map(({ id }) => id)
    expect(await ids()).toEqual(runIds)
    const first = await current().reviews.candidates(time, 3)
    expect(await current().reviews.candidates(time, 3, first[2])).toEqual([
      { id: runIds[3], endedAt: time.from + 3 },
    ])
    await aSample([String(runIds[0])], time)
    await current().runs.change(String(runIds[1]), personId, { deleted: true }, 1)
    expect(await ids()).toEqual(runIds.slice(2))
    expect(await current().reviews.unsampled([...runIds, "none"])).toEqual(
      expect.arrayContaining(runIds.slice(2)),
    )
    expect(await current().reviews.unsampled(runIds)).toHaveLength(2)
  })

  it("takes what Bracket has blocked for flagged", async () => {
    const time = aTime()
    const { runIds } = await runsIn(time.from, 1, { status: "blocked" })
    await runsIn(time.from, 1)
    expect(await current().blocked.flaggedIn(time.from, time.to)).toEqual(runIds)
    expect(await current().blocked.flaggedIn(time.from + 1, time.to)).toEqual([])
  })

  it("keeps one sample per period, however many draw at once, and each run in one only", async () => {
    const time = aTime()
    const { runIds } = await runsIn(time.from, 2)
    const sample = { ...time, id: `p-${randomUUID()}`, seed: "s", drawnAt: time.to, runs: 2 }
    const items = runIds.map((runId) => ({ runId, flagged: false }))
    const kept = await Promise.all([1, 2, 3].map(() => current().reviews.keep({ ...sample, items })))
    expect(kept.filter(Boolean)).toHaveLength(1)
    await current().reviews.keep({ ...sample, id: `p-${randomUUID()}`, items })
    const all = (await current().reviews.items({}, { limit: 100 })).items
    expect(all.filter(({ periodId }) => periodId === sample.id)).toHaveLength(2)
    expect(all.filter(({ endedAt }) => endedAt === time.from)).toHaveLength(1)
  })

  it("knows up to when samples were drawn; those on demand and those of a clock ahead aside", async () => {
    const far = { from: 8_000_000_000, to: 8_000_000_100 }
    await aSample([], far)
    const onDemand = { ...far, to: far.to + 50, id: `now-${randomUUID()}` }
    await current().reviews.keep({ ...onDemand, seed: "s", drawnAt: 1, runs: 0, items: [] })
    expect(await current().reviews.drawnUntil(far.to + 60)).toBe(far.to)
    expect((await current().reviews.drawnUntil(far.to - 1)) ?? 0).toBeLessThan(far.to)
  })

  it("lists the queue page by page, and by verdict and flag", async () => {
    const { runIds } = await runsIn(nextFrom + 1_000_000, 5)
    const { sample, items } = await aSample(runIds, aTime(), [String(runIds[0])])
    expect(items.map(({ preview }) => preview)).toEqual([0, 1, 2, 3, 4].map((place) => `prompt ${place}`))
    expect(items[0]).toMatchObject({
      flagged: true,
      verdict: "open",
      version: 0,
      kind: "text",
      model: "small",
    })
    const pages: string[] = []
    let cursor: string | undefined
    do {
      const page = await current().reviews.items({}, { limit: 2, cursor })
      pages.push(...page.items.map(({ id }) => id))
      cursor = page.nextCursor ?? undefined
    } while (cursor)
    expect(new Set(pages).size).toBe(pages.length)
    expect(pages).toEqual(expect.arrayContaining(items.map(({ id }) => id)))
    await current().reviews.mark(
      String(items[1]?.id),
      { verdict: "fine", category: null, note: "", version: 0 },
      { personId: "ann", now: 9 },
    )
    const of = async (filter: object) =>
      (await current().reviews.items(filter, { limit: 100 })).items
        .filter(({ periodId }) => periodId === sample.id)
        .map(({ id }) => id)
    expect(await of({ verdict: "fine" })).toEqual([items[1]?.id])
    expect(await of({ verdict: "open", flagged: true })).toEqual([items[0]?.id])
    await expect(current().reviews.items({}, { limit: 2, cursor: "x" })).rejects.toMatchObject({
      code: "invalid_input",
    })
  })

  it("shows prompt and output, not whose they are; and nothing once the run is gone", async () => {
    const time = aTime()
    const { personId, runIds } = await runsIn(time.from, 1)
    const { items } = await aSample(runIds, time)
    const id = String(items[0]?.id)
    const detail = await current().reviews.detail(id)
    expect(detail?.content).toMatchObject({
      variant: { prompt: { text: "prompt 0" } },
      run: { text: "output 0", status: "succeeded" },
    })
    expect(JSON.stringify(detail)).not.toContain(personId)
    await current().runs.change(String(runIds[0]), personId, { deleted: true }, 1)
    expect(await current().reviews.detail(id)).toMatchObject({
      content: null,
      item: { endedAt: null, preview: null, model: "small" },
    })
    expect(await current().reviews.detail("none")).toBeUndefined()
  })

  it("lets nobody overwrite what somebody else has said meanwhile; a mark is taken back by a newer one", async () => {
    const ben = await aPerson(current(), { name: "Ben" })
    const time = aTime()
    const { items } = await aSample((await runsIn(time.from, 1)).runIds, time)
    const id = String(items[0]?.id)
    const mark = { verdict: "violation" as const, category: "hate" as const, note: "see line 2", version: 0 }
    expect(await current().reviews.mark(id, mark, { personId: ben.id, now: 50 })).toMatchObject({
      ...mark,
      version: 1,
      reviewer: { id: ben.id, name: "Ben" },
      reviewedAt: 50,
    })
    const fine = { verdict: "fine" as const, category: null, note: "", version: 0 }
    await expect(current().reviews.mark(id, fine, { personId: "cid", now: 51 })).rejects.toMatchObject({
      code: "conflict",
      params: { by: "Ben", verdict: "violation" },
    })
    const open = { ...fine, verdict: "open" as const, version: 1 }
    expect(await current().reviews.mark(id, open, { personId: ben.id, now: 52 })).toMatchObject({
      verdict: "open",
      reviewer: null,
      reviewedAt: null,
      version: 2,
    })
    expect(await current().reviews.mark("none", fine, { personId: "x", now: 1 })).toBeUndefined()
  })

  it("shows the images of sampled runs only", async () => {
    const time = aTime()
    const images = [{ index: 0, partial: false, sha256: hash("7"), width: 8, height: 8 }]
    const { personId, runIds } = await runsIn(time.from, 1, { images, text: "" })
    const { items } = await aSample(runIds, time)
    const id = String(items[0]?.id)
    expect(await current().reviews.imageOwner(id, hash("7"))).toBe(personId)
    expect(await current().reviews.imageOwner(id, hash("8"))).toBeUndefined()
    expect(await current().reviews.imageOwner("none", hash("7"))).toBeUndefined()
  })

  it("counts what was found, also when the runs are gone", async () => {
    const time = { from: 9_000_000_000, to: 9_000_000_100 }
    const ann = await aPerson(current(), { name: "Ann" })
    const { runIds } = await runsIn(time.from, 3)
    const { sample, items } = await aSample(runIds, time, [String(runIds[0])])
    const by = { personId: ann.id, now: 5 }
    const mark = { note: "", version: 0 }
    await current().reviews.mark(
      String(items[0]?.id),
      { ...mark, verdict: "violation", category: "privacy" },
      by,
    )
    await current().reviews.mark(String(items[1]?.id), { ...mark, verdict: "fine", category: null }, by)
    const statistics = await current().reviews.statistics(time.to - 1)
    expect(statistics.periods).toEqual([
      { id: sample.id, ...time, runs: 9, flagged: 1, open: 1, fine: 1, violation: 1 },
    ])
    expect(statistics).toMatchObject({
      random: { open: 1, fine: 1, violation: 0 },
      flagged: { open: 0, fine: 0, violation: 1 },
      reviewers: [{ key: ann.id, name: "Ann", fine: 1, violation: 1 }],
      categories: [{ key: "privacy", count: 1 }],
    })
    expect((await current().reviews.statistics(time.to)).periods).toEqual([])
  })
}
