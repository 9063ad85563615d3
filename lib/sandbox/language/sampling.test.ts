import { describe, expect, test } from "vitest"
import { chances, draw } from "./sampling.ts"

// People come to see what these settings do; each must do exactly what its explanation says.
const probabilities = Float64Array.from([0.5, 0.25, 0.15, 0.1])
const neutral = { temperature: 1, topP: 1, minP: 0, presencePenalty: 0, frequencyPenalty: 0 }
const shares = (change: Partial<typeof neutral>, said: [number, number][] = []): Record<number, number> => {
  const result = chances(probabilities, { ...neutral, ...change }, new Map(said))
  return Object.fromEntries(
    result.ids.map((id, index) => [id, Number((result.shares[index] ?? 0).toFixed(6))]),
  )
}

describe("chances", () => {
  test("neutral settings leave the probabilities alone", () => {
    expect(shares({})).toEqual({ 0: 0.5, 1: 0.25, 2: 0.15, 3: 0.1 })
  })

  test("temperature raises probabilities to the power 1/T and scales them to sum to 1", () => {
    const squares = [0.25, 0.0625, 0.0225, 0.01]
    const total = squares.reduce((sum, square) => sum + square, 0)
    expect(shares({ temperature: 0.5 })[1]).toBeCloseTo(0.0625 / total, 6)
    expect(shares({ temperature: 2 })[3]).toBeGreaterThan(0.1)
    expect(shares({ temperature: 0 })).toEqual({ 0: 1 })
  })

  test("top_p keeps the fewest tokens that make up the share", () => {
    expect(shares({ topP: 0.7 })).toEqual({ 0: 0.666667, 1: 0.333333 })
    expect(shares({ topP: 0 })).toEqual({ 0: 1 })
  })

  test("min_p drops tokens below a share of the best one", () => {
    expect(Object.keys(shares({ minP: 0.3 }))).toEqual(["0", "1", "2"])
    expect(Object.keys(shares({ minP: 1 }))).toEqual(["0"])
  })

  test("penalties lower the log probability of what was said, once or for each time", () => {
    const said: [number, number][] = [[0, 2]]
    const odds = (found: Record<number, number>): number => (found[0] ?? 0) / (found[1] ?? 1)
    expect(odds(shares({ presencePenalty: 1 }, said))).toBeCloseTo(2 * Math.exp(-1), 4)
    expect(odds(shares({ frequencyPenalty: 1 }, said))).toBeCloseTo(2 * Math.exp(-2), 4)
    expect(shares({ temperature: 0, presencePenalty: 2 }, said)).toEqual({ 1: 1 })
  })
})

test("draw follows the shares", () => {
  const candidates = { ids: [4, 9], shares: [0.3, 0.7] }
  expect([0, 0.29, 0.31, 0.999].map((number) => draw(candidates, () => number))).toEqual([4, 4, 9, 9])
})
