import { expect, test } from "vitest"
import { otherSizeAsked, pictureFacts } from "./picture-facts.ts"

const sent = { size: "512x512", strength: 0.4, steps: 25, num_images: 1, seed: 7 }
const got = { index: 0, width: 512, height: 512, seed: 9 }

test("a picture says its true size and the seed that it was made of, not the one that was asked for", () => {
  expect(pictureFacts(sent, got, false)).toEqual([
    { name: "size", value: "512 × 512" },
    { name: "steps", value: "25" },
    { name: "seed", value: "9" },
  ])
})

test("a further picture, whose seed has not been said, does not claim that of the first", () => {
  const { seed: _, ...unsaid } = got
  const seeds = (index: number) =>
    pictureFacts(sent, { ...unsaid, index }, false).flatMap(({ name, value }) =>
      name === "seed" ? [value] : [],
    )
  expect(seeds(0)).toEqual(["7"])
  expect(seeds(1)).toEqual([])
})

test("strength is worth a word only where there was an image to leave", () => {
  expect(pictureFacts(sent, got, true)[1]).toEqual({ name: "strength", value: "0.4" })
})

test("a provider that makes another size than was asked for is found out", () => {
  expect(otherSizeAsked(sent, got)).toBeUndefined()
  expect(otherSizeAsked(sent, { width: 256, height: 256 })).toEqual({ width: 512, height: 512 })
  expect(otherSizeAsked({}, { width: 256, height: 256 })).toBeUndefined()
})
