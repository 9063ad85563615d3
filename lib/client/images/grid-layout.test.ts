import { expect, test } from "vitest"
import { gridLayout, placeAfterKey } from "./grid-layout.ts"

test("boxes fill the width, with two at least beside each other", () => {
  expect(gridLayout(1000, 180, 10)).toEqual({ columns: 5, box: 192 })
  expect(gridLayout(300, 180, 10)).toEqual({ columns: 2, box: 145 })
  expect(gridLayout(0, 180, 10)).toEqual({ columns: 2, box: 1 })
})

test("arrows lead through rows and columns, and stop at the ends", () => {
  // Three columns; the last row holds 6 and 7.
  const grid = { count: 8, columns: 3, pageRows: 2 }
  const after = (key: string, at: number) => placeAfterKey(key, at, grid)
  expect(after("ArrowRight", 2)).toBe(3)
  expect(after("ArrowRight", 7)).toBe(7)
  expect(after("ArrowLeft", 0)).toBe(0)
  expect(after("ArrowDown", 1)).toBe(4)
  expect(after("ArrowDown", 5)).toBe(7)
  expect(after("ArrowDown", 6)).toBe(6)
  expect(after("ArrowUp", 4)).toBe(1)
  expect(after("ArrowUp", 1)).toBe(1)
  expect(after("PageDown", 1)).toBe(7)
  expect(after("PageDown", 0)).toBe(6)
  expect(after("PageUp", 7)).toBe(1)
  expect(after("Home", 5)).toBe(0)
  expect(after("End", 0)).toBe(7)
  expect(after("a", 0)).toBeUndefined()
})
