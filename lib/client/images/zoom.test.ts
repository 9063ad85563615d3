import fc from "fast-check"
import { expect, test } from "vitest"
import {
  actualScale,
  fit,
  fittedSize,
  panned,
  percentOf,
  placeOf,
  scaledTo,
  type View,
  viewAfterKey,
  wheelFactor,
  zoomedAt,
} from "./zoom.ts"

const picture = { width: 1000, height: 500 }
const frame = { width: 500, height: 500 }

test("a picture fits into its frame, in the middle; a small one is enlarged to be compared with others", () => {
  expect(fittedSize(picture, frame)).toEqual({ width: 500, height: 250 })
  expect(placeOf(fit, picture, frame)).toEqual({ left: 0, top: 125, width: 500, height: 250 })
  expect(fittedSize({ width: 50, height: 50 }, frame)).toEqual({ width: 500, height: 500 })
  expect(percentOf(fit, picture, frame)).toBe(50)
})

test("100 % shows one pixel as one px", () => {
  const view = scaledTo(fit, actualScale(picture, frame), picture, frame)
  expect(percentOf(view, picture, frame)).toBeCloseTo(100)
  expect(placeOf(view, picture, frame)).toEqual({ left: -250, top: 0, width: 1000, height: 500 })
})

test("what is under the pointer stays there while one zooms", () => {
  const at = { x: 100, y: 300 }
  const pointUnder = (view: View) => {
    const { left, top, width, height } = placeOf(view, picture, frame)
    return [(at.x - left) / width, (at.y - top) / height]
  }
  // Large enough for both sides to go beyond the frame.
  const near = scaledTo(fit, 4, picture, frame)
  const nearer = zoomedAt(near, 2, at, picture, frame)
  const [x, y] = pointUnder(near)
  expect(pointUnder(nearer)[0]).toBeCloseTo(x ?? 0)
  expect(pointUnder(nearer)[1]).toBeCloseTo(y ?? 0)
})

test("an enlarged picture never leaves a gap that it could fill, wherever one moves and zooms", () => {
  const moves = fc.array(
    fc.record({
      dx: fc.integer({ min: -2000, max: 2000 }),
      dy: fc.integer({ min: -2000, max: 2000 }),
      factor: fc.double({ min: 0.2, max: 5, noNaN: true }),
      x: fc.integer({ min: 0, max: 500 }),
      y: fc.integer({ min: 0, max: 500 }),
    }),
    { maxLength: 12 },
  )
  fc.assert(
    fc.property(moves, (all) => {
      let view = fit
      for (const { dx, dy, factor, x, y } of all) {
        view = zoomedAt(view, factor, { x, y }, picture, frame)
        view = panned(view, { x: dx, y: dy }, picture, frame)
        const { left, top, width, height } = placeOf(view, picture, frame)
        if (width >= 500) {
          expect(left).toBeLessThan(0.01)
          expect(left + width).toBeGreaterThan(499.99)
        }
        if (height >= 500) {
          expect(top).toBeLessThan(0.01)
          expect(top + height).toBeGreaterThan(499.99)
        }
        expect(percentOf(view, picture, frame)).toBeLessThanOrEqual(3200.01)
      }
    }),
  )
})

test("the same view shows the same part in frames of other sizes", () => {
  const view = zoomedAt(fit, 4, { x: 400, y: 300 }, picture, frame)
  const middleOf = (side: number) => {
    const { left, width } = placeOf(view, picture, { width: side, height: side })
    return (side / 2 - left) / width
  }
  expect(middleOf(200)).toBeCloseTo(middleOf(500))
})

test("keys zoom, go back to fit, and move only what goes beyond its frame", () => {
  const after = (key: string, view: View) => viewAfterKey(key, view, picture, frame)
  expect(after("+", fit)?.scale).toBeCloseTo(1.25)
  expect(after("-", { ...fit, scale: 1.25 })?.scale).toBeCloseTo(1)
  expect(after("-", fit)?.scale).toBe(1)
  expect(after("0", { scale: 5, x: 0.2, y: 0.9 })).toEqual(fit)
  expect(after("1", fit)?.scale).toBeCloseTo(2)
  // At fit the arrows are free for going through the pictures.
  expect(after("ArrowRight", fit)).toBeUndefined()
  expect(after("ArrowRight", { ...fit, scale: 4 })?.x).toBeGreaterThan(0.5)
  expect(after("ArrowUp", { ...fit, scale: 4 })?.y).toBeLessThan(0.5)
  expect(after("a", fit)).toBeUndefined()
})

test("a turn of the wheel away enlarges, and a wild one does not throw the picture away", () => {
  expect(wheelFactor(-100, false)).toBeGreaterThan(1)
  expect(wheelFactor(100, false)).toBeLessThan(1)
  expect(wheelFactor(-100_000, false)).toBeLessThan(2)
})

test("a frame without room breaks nothing", () => {
  const nowhere = { width: 0, height: 0 }
  expect(zoomedAt(fit, 2, { x: 0, y: 0 }, picture, nowhere)).toEqual(fit)
  expect(panned(fit, { x: 5, y: 5 }, picture, nowhere)).toEqual(fit)
  expect(placeOf(fit, picture, nowhere).width).toBe(0)
})
