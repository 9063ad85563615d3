import { describe, expect, it } from "vitest"
import { reviewPolicySchema } from "#lib/domain/review"
import type { DrawnSample } from "#lib/server/store/review-ports"
import { type DrawDeps, drawDueSamples, drawSampleNow } from "./draw-samples.ts"

const dayMs = 86_400_000
const start = Date.UTC(2026, 10, 2)

/** A store of runs, one per minute, out of which samples are drawn. */
function aPool(runs: number, policy: object, flagged: string[] = []) {
  const kept: DrawnSample[] = []
  const sampled = new Set<string>()
  const all = Array.from({ length: runs }, (_, place) => ({
    id: `run-${place}`,
    endedAt: start + place * 60_000,
  }))
  const clock = { at: start }
  const deps: DrawDeps = {
    reviews: {
      policy: async () => ({
        ...reviewPolicySchema.parse({ on: true, period: "day", ...policy }),
        updatedAt: start,
      }),
      drawnUntil: async (now) =>
        kept
          .filter(({ id, to }) => !id.startsWith("now-") && to <= now)
          .map(({ to }) => to)
          .sort((a, b) => b - a)[0],
      candidates: async ({ from, to }, limit, after) =>
        all
          .filter(({ id, endedAt }) => !sampled.has(id) && endedAt >= from && endedAt < to)
          .filter(({ endedAt }) => after === undefined || endedAt > after.endedAt)
          .slice(0, limit),
      unsampled: async (ids) => ids.filter((id) => !sampled.has(id)),
      keep: async (sample) => {
        if (kept.some(({ id }) => id === sample.id)) return false
        kept.push(sample)
        for (const { runId } of sample.items) sampled.add(runId)
        return true
      },
    },
    flagged: { flaggedIn: async () => flagged },
    now: () => clock.at,
    seed: () => "seed",
  }
  return { deps, kept, clock }
}

describe("drawing samples", () => {
  it("happens once per period, when it is over", async () => {
    const { deps, kept, clock } = aPool(1440, { share: 0.01, atLeast: 1, atMost: 50 })
    clock.at = start + dayMs - 1
    expect(await drawDueSamples(deps)).toBe(0)
    clock.at = start + dayMs
    expect(await drawDueSamples(deps)).toBe(1)
    expect(await drawDueSamples(deps)).toBe(0)
    expect(kept).toMatchObject([{ id: "2026-11-02", runs: 1440, seed: "seed" }])
    expect(kept[0]?.items).toHaveLength(15)
  })

  it("makes up for periods that ended while nothing ran, and survives a clock that is put back", async () => {
    const { deps, kept, clock } = aPool(3 * 1440, { share: 0, atLeast: 2, atMost: 2 })
    clock.at = start + 3 * dayMs + 5
    expect(await drawDueSamples(deps)).toBe(3)
    expect(kept.map(({ id, items }) => [id, items.length])).toEqual([
      ["2026-11-02", 2],
      ["2026-11-03", 2],
      ["2026-11-04", 2],
    ])
    clock.at = start + dayMs
    expect(await drawDueSamples(deps)).toBe(0)
  })

  it("chooses the same runs by the same seed, however they come in portions, and others by another", async () => {
    const draw = async (seed: string, runs: number) => {
      const { deps, kept, clock } = aPool(runs, { share: 0, atLeast: 20, atMost: 20, period: "week" })
      clock.at = start + 7 * dayMs
      await drawDueSamples({ ...deps, seed: () => seed })
      return kept[0]?.items.map(({ runId }) => runId)
    }
    const first = await draw("one", 5000)
    expect(first).toHaveLength(20)
    expect(await draw("one", 5000)).toEqual(first)
    expect(await draw("two", 5000)).not.toEqual(first)
    // Not only from where it began to read.
    expect(first?.some((id) => Number(id.slice(4)) > 3000)).toBe(true)
  })

  it("takes what was flagged first, also where that is all", async () => {
    const flagged = ["run-7", "run-900", "blocked"]
    const { deps, kept, clock } = aPool(1440, { share: 0, atLeast: 4, atMost: 4 }, flagged)
    clock.at = start + dayMs
    await drawDueSamples(deps)
    const items = kept[0]?.items ?? []
    expect(new Set(items.slice(0, 3).map(({ runId }) => runId))).toEqual(new Set(flagged))
    expect(items.map((item) => item.flagged)).toEqual([true, true, true, false])
  })

  it("on demand draws what is in no sample yet, and takes nothing away from the period's own", async () => {
    const { deps, kept, clock } = aPool(10, { share: 0, atLeast: 4, atMost: 4 })
    clock.at = start + 3_600_000
    expect(await drawSampleNow(1, deps)).toEqual({ sampled: 4, runs: 10 })
    expect(await drawSampleNow(1, deps)).toEqual({ sampled: 4, runs: 6 })
    clock.at = start + dayMs
    expect(await drawDueSamples(deps)).toBe(1)
    expect(kept.at(-1)).toMatchObject({ id: "2026-11-02", runs: 2 })
    const all = kept.flatMap(({ items }) => items.map(({ runId }) => runId))
    expect(new Set(all).size).toBe(10)
    // Nothing there: no empty sample is left behind.
    expect(await drawSampleNow(1, deps)).toEqual({ sampled: 0, runs: 0 })
    expect(kept).toHaveLength(3)
  })

  it("does nothing while review is off", async () => {
    const { deps, clock } = aPool(10, { on: false })
    clock.at = start + 9 * dayMs
    expect(await drawDueSamples(deps)).toBe(0)
  })
})
