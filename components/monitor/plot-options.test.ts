import { expect, it } from "vitest"
import { lonePoints } from "./plot-options.tsx"

it("a single call in a quiet day is seen: nothing else would draw it", () => {
  expect(lonePoints([null, 258, null, null, 5, 6, null, 7])).toEqual([1, 7])
  expect(lonePoints([3])).toEqual([0])
  expect(lonePoints([])).toEqual([])
})
