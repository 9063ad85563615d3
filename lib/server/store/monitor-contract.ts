import { randomUUID } from "node:crypto"
import fc from "fast-check"
import { expect, it } from "vitest"
import { addEnding, type Figures, noFigures } from "#lib/domain/monitor/figures"
import { dayMs, hourMs, minuteMs, startOf } from "#lib/domain/monitor/range"
import { applyRunEvent, type RunState } from "#lib/domain/run"
import { aBatch, aPerson, aVariant } from "./contract-fixtures.ts"
import type { MonitorFilter } from "./monitor-ports.ts"
import type { Store } from "./store.ts"

const noon = Date.parse("2026-11-24T12:00:00Z")

/** How one run went. Times in ms, `at` after noon. */
const course = fc.record({
  at: fc.integer({ min: 0, max: 3 * dayMs }),
  status: fc.constantFrom("succeeded" as const, "failed" as const, "cancelled" as const),
  code: fc.constantFrom("upstream_fault", "upstream_rate_limited"),
  tries: fc.integer({ min: 1, max: 3 }),
  totalMs: fc.integer({ min: 10, max: 90_000 }),
  tokens: fc.integer({ min: 0, max: 5_000 }),
  cost: fc.integer({ min: 0, max: 1_000 }),
  cached: fc.boolean(),
  model: fc.constantFrom("small", "large"),
  person: fc.constantFrom(0, 1),
})
type Course = typeof course extends fc.Arbitrary<infer T> ? T : never

/** Figures by minute, hour and day: they say what counting all runs one by one would say. */
export function monitorContract(current: () => Store): void {
  const foldAll = async () => {
    // In small portions, so that what is there already is added to.
    while ((await current().monitor.fold(7)) > 0);
  }
  const everything = async (filter: MonitorFilter, stepMs: number) =>
    (await current().monitor.series(filter, stepMs)).map(({ at, figures }) => ({ at, ...plain(figures) }))

  it("says of any runs what counting them one by one says, by any span and whoever asks", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(course, { minLength: 1, maxLength: 25 }), async (courses) => {
        const connectionId = randomUUID()
        const people = [await aPerson(current()), await aPerson(current())].map(({ id }) => id)
        for (const each of courses) await carry(current(), connectionId, people, each)
        await foldAll()
        for (const stepMs of [5 * minuteMs, hourMs, dayMs])
          for (const personId of [undefined, people[1]])
            for (const model of [undefined, "small"]) {
              const filter = {
                from: startOf(noon, dayMs),
                to: noon + 5 * dayMs,
                connectionId,
                personId,
                model,
              }
              const meant = courses.filter(
                (each) =>
                  (model === undefined || each.model === model) &&
                  (personId === undefined || people[each.person] === personId),
              )
              expect(await everything(filter, stepMs)).toEqual(counted(meant, stepMs))
            }
      }),
      { numRuns: 4 },
    )
  })

  it("counts each ending of a run that is resumed, and goes on counting what was deleted", async () => {
    const connectionId = randomUUID()
    const ann = await aPerson(current())
    const { id, runIds } = await aBatch(current(), ann.id, [aVariant("a", { connectionId })])
    const [runId = ""] = runIds
    await end(current(), runId, { ...anEnding, status: "failed" })
    expect(await current().runs.finish(runId, { state: stateOf(runId, anEnding), eventId: "1-1" })).toBe(
      false,
    )
    await current().runs.requeue(id, { node: "n", until: 1 }, ["failed"])
    await current().runs.cancelQueued(id, noon + 90_000)
    await current().runs.change(runId, ann.id, { deleted: true }, noon)
    await foldAll()
    const [minute, next] = await current().monitor.series(
      { from: noon, to: noon + hourMs, connectionId },
      minuteMs,
    )
    expect(minute?.figures).toMatchObject({ runs: 1, failed: 1, requests: 1 })
    expect(next?.figures).toMatchObject({ runs: 1, cancelled: 1, requests: 0 })
  })

  it("counts what a dead node left as interrupted, once, however many sweep", async () => {
    const connectionId = randomUUID()
    const ann = await aPerson(current())
    const variants = [aVariant("a", { connectionId }), aVariant("b", { connectionId })]
    const { runIds } = await aBatch(current(), ann.id, variants, { lease: { node: "dead", until: 1 } })
    await current().runs.claim(runIds[0] ?? "", { node: "dead", until: 1, now: 0 })
    const live = await current().monitor.live(ann.id)
    expect(live).toEqual([{ connectionId, queued: 1, running: 1, sent: [] }])
    await Promise.all([1, 2, 3].map(() => current().runs.interruptExpired(noon)))
    await foldAll()
    const [minute] = await current().monitor.series({ from: noon, to: noon + hourMs, connectionId }, hourMs)
    expect(minute?.figures).toMatchObject({ runs: 2, interrupted: 2, failed: 0 })
    expect(await current().monitor.live(ann.id)).toEqual([])
  })

  it("adds up the same when several nodes fold at once", async () => {
    const connectionId = randomUUID()
    const ann = await aPerson(current())
    const prompts = Array.from({ length: 30 }, () => aVariant("a", { connectionId }))
    const { runIds } = await aBatch(current(), ann.id, prompts)
    for (const runId of runIds) await end(current(), runId, anEnding)
    await Promise.all(Array.from({ length: 6 }, () => current().monitor.fold(6)))
    await foldAll()
    const [day] = await current().monitor.series(
      { from: startOf(noon, dayMs), to: noon, connectionId },
      dayMs,
    )
    expect(day?.figures).toMatchObject({ runs: 30, requests: 30 })
    expect([...(day?.figures.ttft.values() ?? [])]).toEqual([30])
  })

  it("says for a window how many calls failed, by what, and how long the slowest tenth took", async () => {
    const connectionId = randomUUID()
    const ann = await aPerson(current())
    const { runIds } = await aBatch(
      current(),
      ann.id,
      Array.from({ length: 13 }, () => aVariant("a", { connectionId })),
    )
    for (const [index, runId] of runIds.entries())
      await end(current(), runId, {
        ...anEnding,
        status: index < 2 ? "failed" : index === 12 ? "cancelled" : "succeeded",
        totalMs: index === 10 ? 9_000 : 1_000,
      })
    await foldAll()
    const window = await current().monitor.window({ from: noon + 20_000, to: noon + 300_000, connectionId })
    expect(window).toMatchObject({ calls: 12, failed: 2, errorsByCode: { upstream_fault: 2 } })
    expect(window.totalP90Ms).toBeGreaterThan(950)
    expect(window.totalP90Ms).toBeLessThan(1_050)
    const empty = { calls: 0, failed: 0, errorsByCode: {}, ttftP90Ms: null, totalP90Ms: null }
    expect(await current().monitor.window({ from: 0, to: noon - minuteMs, connectionId })).toEqual(empty)
  })

  it("tells models, people, connections and days apart", async () => {
    const connectionId = randomUUID()
    const people = [await aPerson(current()), await aPerson(current())].map(({ id }) => id)
    const [ann = "", ben = ""] = people
    for (const [model, person, at] of [
      ["small", 0, 0],
      ["small", 1, 0],
      ["large", 1, dayMs],
    ] as const)
      await carry(current(), connectionId, people, { ...anEnding, model, person, at })
    await foldAll()
    const filter = { from: startOf(noon, dayMs), to: startOf(noon, dayMs) + 2 * dayMs, connectionId }
    const runs = async (by: "model" | "person" | "connection" | "day", more = {}) =>
      Object.fromEntries(
        (await current().monitor.totals({ ...filter, ...more }, by)).map(({ key, figures }) => [
          key,
          figures.runs,
        ]),
      )
    expect(await runs("model")).toEqual({ small: 2, large: 1 })
    expect(await runs("person")).toEqual({ [ann]: 1, [ben]: 2 })
    expect(await runs("person", { personId: ann })).toEqual({ [ann]: 1 })
    expect(await runs("connection")).toEqual({ [connectionId]: 3 })
    expect(await runs("day")).toEqual({ [filter.from]: 2, [filter.from + dayMs]: 1 })
  })

  it("lists the runs behind a figure, the last first, page by page, by their error too, and none that was deleted", async () => {
    const connectionId = randomUUID()
    const people = [await aPerson(current(), { name: "Ann" }), await aPerson(current())].map(({ id }) => id)
    for (const at of [1, 2, 3, 4])
      await carry(current(), connectionId, people, {
        ...anEnding,
        at,
        status: at % 2 ? "failed" : "succeeded",
      })
    const filter = { from: noon, to: noon + hourMs, connectionId }
    const first = await current().monitor.runs(filter, { limit: 3 })
    expect(first.runs.map(({ at }) => at - noon)).toEqual([1_004, 1_003, 1_002])
    const second = await current().monitor.runs(filter, { limit: 3, cursor: first.nextCursor ?? "" })
    expect(second).toMatchObject({ runs: [{ at: noon + 1_001 }], nextCursor: null })
    const failed = await current().monitor.runs({ ...filter, code: "upstream_fault" }, { limit: 5 })
    expect(failed.runs).toHaveLength(2)
    expect(failed.runs[0]).toMatchObject({ personName: "Ann", status: "failed", errorCode: "upstream_fault" })
    await current().runs.change(failed.runs[0]?.id ?? "", people[0] ?? "", { deleted: true }, noon)
    expect((await current().monitor.runs(filter, { limit: 9 })).runs).toHaveLength(3)
    expect((await current().monitor.runs({ ...filter, personId: people[1] }, { limit: 9 })).runs).toEqual([])
    const foreign = { limit: 3, cursor: "not one of ours" }
    await expect(current().monitor.runs(filter, foreign)).rejects.toMatchObject({ code: "invalid_input" })
  })

  it("drops minutes after two days and hours after a hundred, and keeps days", async () => {
    const connectionId = randomUUID()
    const ann = await aPerson(current())
    await carry(current(), connectionId, [ann.id], { ...anEnding, person: 0 })
    await foldAll()
    const filter = { from: startOf(noon, dayMs), to: noon + hourMs, connectionId }
    const left = async () =>
      Promise.all([minuteMs, hourMs, dayMs].map(async (step) => (await everything(filter, step)).length))
    await current().monitor.dropOld(noon + 47 * hourMs)
    expect(await left()).toEqual([1, 1, 1])
    await current().monitor.dropOld(noon + 49 * hourMs)
    expect(await left()).toEqual([0, 1, 1])
    await current().monitor.dropOld(noon + 101 * dayMs)
    expect(await left()).toEqual([0, 0, 1])
  })

  it("lets whole days go, and says before how much that would be", async () => {
    const connectionId = randomUUID()
    const ann = await aPerson(current())
    const filter = { from: startOf(noon, dayMs), to: noon + 3 * dayMs, connectionId }
    for (const day of [0, 1]) await carry(current(), connectionId, [ann.id], { ...anEnding, at: day * dayMs })
    await foldAll()
    const days = async () => (await everything(filter, dayMs)).length
    expect(await days()).toBe(2)
    const before = noon + dayMs
    const { entries } = await current().monitor.removeBefore({ before, dryRun: true })
    expect(entries).toBeGreaterThan(0)
    expect(await days()).toBe(2)
    expect(await current().monitor.removeBefore({ before, dryRun: false })).toEqual({ entries })
    expect(await days()).toBe(1)
  })
}

const anEnding: Course = {
  at: 0,
  status: "succeeded",
  code: "upstream_fault",
  tries: 1,
  totalMs: 1_000,
  tokens: 10,
  cost: 1,
  cached: false,
  model: "small",
  person: 0,
}

async function carry(store: Store, connectionId: string, people: string[], each: Course): Promise<void> {
  const variant = aVariant("a", { connectionId, model: each.model })
  const { runIds } = await aBatch(store, people[each.person] ?? "", [variant])
  await end(store, runIds[0] ?? "", each)
}

const end = (store: Store, runId: string, each: Course) =>
  store.runs.finish(runId, { state: stateOf(runId, each), eventId: "1-1" })

/** The moments at which its requests are sent. */
const sentOf = ({ at, tries }: Course) =>
  Array.from({ length: tries }, (_, index) => noon + at + index * 1_000)
const endOf = (each: Course) => (sentOf(each).at(-1) ?? 0) + each.totalMs
const cachedOf = ({ cached, status }: Course) => cached && status === "succeeded"

function stateOf(runId: string, each: Course): RunState {
  let state: RunState = {
    runId,
    variantIndex: 0,
    row: 0,
    sample: 0,
    status: "queued",
    text: "",
    reasoning: "",
    tool: "",
    tokens: [],
    attempts: [],
  }
  if (!cachedOf(each))
    for (const [index, at] of sentOf(each).entries()) {
      const attempt = index + 1
      state = applyRunEvent(state, { type: "run.started", runId, attempt, at })
      if (attempt < each.tries)
        state = applyRunEvent(state, {
          type: "run.retrying",
          runId,
          attempt,
          at: at + 10,
          waitMs: 990,
          reason: "busy",
          code: "upstream_fault",
        })
    }
  return applyRunEvent(state, {
    type: "run.finished",
    runId,
    at: endOf(each),
    status: each.status,
    ...(each.status === "failed"
      ? { error: { code: each.code, message: "", hint: "", retryable: true } }
      : { usage: { inputTokens: 3, outputTokens: each.tokens } }),
    cost: each.cost,
    cached: cachedOf(each),
    timing: { queueMs: 0, ttftMs: each.totalMs / 2, totalMs: each.totalMs, tokensPerSecond: null },
  })
}

/** The same figures, run by run, without any database. */
function counted(courses: Course[], stepMs: number) {
  const found = new Map<number, Figures>()
  const at = (moment: number) => {
    const step = startOf(moment, stepMs)
    const figures = found.get(step) ?? noFigures()
    found.set(step, figures)
    return figures
  }
  for (const each of courses) {
    const cached = cachedOf(each)
    const failed = each.status === "failed"
    addEnding(at(endOf(each)), {
      status: each.status,
      errorCode: failed ? each.code : null,
      cached,
      retries: cached ? 0 : each.tries - 1,
      inputTokens: failed ? null : 3,
      outputTokens: failed ? null : each.tokens,
      cost: each.cost,
      ttftMs: each.totalMs / 2,
      totalMs: each.totalMs,
    })
    if (!cached) for (const moment of sentOf(each)) at(moment).requests += 1
  }
  return [...found].sort(([a], [b]) => a - b).map(([step, figures]) => ({ at: step, ...plain(figures) }))
}

/** In an order of its own, so that it can be compared. */
const plain = ({ errors, ttft, total, ...sums }: Figures) => ({
  ...sums,
  errors: Object.fromEntries(errors),
  ttft: Object.fromEntries(ttft),
  total: Object.fromEntries(total),
})
