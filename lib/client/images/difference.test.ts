import { expect, test } from "vitest"
import { differenceOf, ramp } from "./difference.ts"

const pixels = (...values: number[]) => new Uint8ClampedArray(values)

test("pictures that are the same have no difference, and a dark map", () => {
  const one = pixels(10, 20, 30, 255, 200, 100, 0, 255)
  const { heat, changed, largest } = differenceOf(one, one)
  expect({ changed, largest }).toEqual({ changed: 0, largest: 0 })
  expect([...heat.slice(0, 4)]).toEqual([...(ramp[0] ?? []), 255])
})

test("the channel that differs most counts, and the share is of the pixels", () => {
  const before = pixels(0, 0, 0, 255, 50, 50, 50, 255, 50, 50, 50, 255, 9, 9, 9, 255)
  const after = pixels(255, 0, 0, 255, 50, 50, 110, 255, 50, 50, 50, 255, 9, 9, 9, 255)
  const { heat, changed, largest } = differenceOf(before, after)
  expect(changed).toBe(0.5)
  expect(largest).toBe(255)
  expect([...heat.slice(0, 3)]).toEqual([...(ramp.at(-1) ?? [])])
})

test("what nobody can see is drawn, but not counted as changed", () => {
  const { changed, largest } = differenceOf(pixels(100, 100, 100, 255), pixels(104, 100, 100, 255))
  expect({ changed, largest }).toEqual({ changed: 0, largest: 4 })
})

test("what is transparent is the white that one sees, whatever colour lies under it", () => {
  expect(differenceOf(pixels(0, 0, 0, 0), pixels(255, 255, 255, 255)).largest).toBe(0)
  expect(differenceOf(pixels(0, 0, 0, 0), pixels(0, 0, 0, 255)).largest).toBe(255)
})
