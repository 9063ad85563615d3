import { expect, test } from "vitest"
import { type Outcome, summarize } from "./summarize.ts"

const outcome = (name: string, figures: Partial<Outcome> = {}): Outcome => ({
  name,
  succeeded: true,
  ...figures,
})

test("names who was fastest, cheapest and wrote most", () => {
  expect(
    summarize([
      outcome("A", { totalMs: 900, cost: 0.002, words: 80 }),
      outcome("B", { totalMs: 1200, cost: 0.001, words: 200 }),
    ]),
  ).toEqual({
    fastest: { name: "A", value: 900, unknown: 0 },
    cheapest: { name: "B", value: 0.001, unknown: 0 },
    longest: { name: "B", value: 200, unknown: 0 },
  })
})

test("nobody wins by a difference that nobody sees", () => {
  const summary = summarize([
    outcome("A", { totalMs: 1234, cost: 0.0012301, words: 80 }),
    outcome("B", { totalMs: 1231, cost: 0.0012302, words: 80 }),
    outcome("C", { totalMs: 4000, cost: 0.5, words: 12 }),
  ])
  expect(summary).toBeUndefined()
})

test("a tie further down takes nothing from the winner", () => {
  expect(
    summarize([outcome("A", { totalMs: 10 }), outcome("B", { totalMs: 20 }), outcome("C", { totalMs: 20 })])
      ?.fastest?.name,
  ).toBe("A")
})

test("what nobody knows never wins, and the winner is said to be one of the known", () => {
  expect(summarize([outcome("A", { cost: 0.2 }), outcome("B"), outcome("C", { cost: 0.1 })])).toEqual({
    cheapest: { name: "C", value: 0.1, unknown: 1 },
  })
  expect(summarize([outcome("A", { cost: 0.2 }), outcome("B")])).toBeUndefined()
})

test("free is cheaper than anything, and two that are free are equal", () => {
  expect(summarize([outcome("A", { cost: 0 }), outcome("B", { cost: 1e-9 })])?.cheapest).toBeUndefined()
  expect(summarize([outcome("A", { cost: 0 }), outcome("B", { cost: 0.01 })])?.cheapest?.name).toBe("A")
})

test("a column that failed is not fast, and one that is left alone is not compared", () => {
  const failed = { name: "B", succeeded: false, totalMs: 3, cost: 0, words: 0 }
  expect(summarize([outcome("A", { totalMs: 900 }), failed])).toBeUndefined()
  expect(
    summarize([outcome("A", { totalMs: 900 }), failed, outcome("C", { totalMs: 800 })])?.fastest?.name,
  ).toBe("C")
  expect(summarize([])).toBeUndefined()
})
