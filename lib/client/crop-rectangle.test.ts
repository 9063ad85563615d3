import * as fc from "fast-check"
import { expect, test } from "vitest"
import {
  type Crop,
  cropOfRatio,
  cropPixels,
  type Grip,
  keptCrop,
  largestCrop,
  movedCrop,
  ratioOfShares,
  resizedCrop,
  wholeImage,
  zoomedCrop,
} from "./crop-rectangle.ts"

const photo = { width: 1200, height: 800 }

test("the largest square of a wide photograph is its middle", () => {
  const crop = largestCrop(photo, 1)
  expect(cropPixels(photo, crop)).toEqual({ left: 200, top: 0, width: 800, height: 800 })
})

test("a crop that is moved past an edge stops there, as large as before", () => {
  const crop = { left: 0.5, top: 0.5, width: 0.4, height: 0.4 }
  expect(movedCrop(crop, 9, -9)).toEqual({ left: 0.6, top: 0, width: 0.4, height: 0.4 })
})

test("a corner that is dragged leaves the opposite corner in place", () => {
  const crop = { left: 0.2, top: 0.2, width: 0.4, height: 0.4 }
  const next = resizedCrop(crop, "nw", -0.1, 0.05)
  expect(next.left + next.width).toBeCloseTo(0.6)
  expect(next.top + next.height).toBeCloseTo(0.6)
  expect(next).toMatchObject({ left: expect.closeTo(0.1), top: expect.closeTo(0.25) })
})

test("whatever is dragged how far: the crop keeps its ratio, and stays in the image", () => {
  const grip = fc.constantFrom<Grip>("nw", "n", "ne", "e", "se", "s", "sw", "w", "all")
  const by = fc.double({ min: -2, max: 2, noNaN: true })
  const moves = fc.array(fc.tuple(grip, by, by), { maxLength: 12 })
  fc.assert(
    fc.property(moves, fc.double({ min: 0.4, max: 2.5, noNaN: true }), (drags, pixelRatio) => {
      const ratio = ratioOfShares(photo, pixelRatio)
      const start = largestCrop(photo, pixelRatio)
      const end = drags.reduce<Crop>(
        (crop, [taken, dx, dy]) => resizedCrop(crop, taken, dx, dy, ratio),
        start,
      )
      expect(end.width / end.height).toBeCloseTo(ratio, 5)
      expectInside(end)
    }),
  )
})

test("zooming in and out ends inside the image, the ratio kept", () => {
  const far = zoomedCrop({ left: 0.7, top: 0.1, width: 0.3, height: 0.15 }, 100)
  expect(far.width).toBeCloseTo(1)
  expect(far.width / far.height).toBeCloseTo(2)
  expectInside(far)
  expect(zoomedCrop(wholeImage, 0.0001).width).toBeCloseTo(0.05)
})

test("going back to the target's ratio keeps the middle of what was chosen", () => {
  const next = cropOfRatio({ left: 0.3, top: 0.3, width: 0.4, height: 0.1 }, 1)
  expect(next.left + next.width / 2).toBeCloseTo(0.5)
  expect(next.top + next.height / 2).toBeCloseTo(0.35)
  expect(next.width).toBeCloseTo(next.height)
})

test("all of the image is no crop, and what is kept can always be sent", () => {
  expect(keptCrop({ left: 0, top: 0.00001, width: 1, height: 0.99999 })).toBeUndefined()
  expectInside(keptCrop({ left: 1 / 3, top: 0, width: 2 / 3, height: 1 / 7 }) ?? wholeImage)
})

function expectInside({ left, top, width, height }: Crop) {
  expect(left).toBeGreaterThanOrEqual(0)
  expect(top).toBeGreaterThanOrEqual(0)
  expect(width).toBeGreaterThan(0)
  expect(height).toBeGreaterThan(0)
  expect(left + width).toBeLessThanOrEqual(1 + 1e-9)
  expect(top + height).toBeLessThanOrEqual(1 + 1e-9)
}
