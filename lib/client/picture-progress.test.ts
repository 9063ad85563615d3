import { expect, test } from "vitest"
import { etaOf } from "./picture-progress.ts"

test("what the upstream says about the rest is believed", () => {
  expect(etaOf({ step: 1, steps: 10, etaMs: 400 }, 0, 9_000)).toBe(400)
})

test("without a word from it, the rest goes at the pace of the steps so far", () => {
  expect(etaOf({ step: 5, steps: 20 }, 1_000, 3_000)).toBe(6_000)
  expect(etaOf({ step: 20, steps: 20 }, 1_000, 3_000)).toBe(0)
})

test("before the first step nobody knows", () => {
  expect(etaOf({ step: 0, steps: 20 }, 1_000, 3_000)).toBeUndefined()
  expect(etaOf({ step: 2, steps: 20 }, undefined, 3_000)).toBeUndefined()
})
