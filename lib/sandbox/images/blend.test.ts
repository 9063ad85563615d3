import { describe, expect, test } from "vitest"
import { difference, halfMask, pixelsOf, striped } from "./images.fixture.ts"
import { decodeImage, decodeMask } from "./init-image.ts"
import type { Pixels } from "./picture.ts"
import { finished, preview } from "./preview.ts"

const noTurn = async (): Promise<void> => {}
const width = 256
const height = 192
const motif = { prompt: "a red desert", negative: "", seed: 5, width, height, steps: 20, init: undefined }

async function from(strength: number, mask?: Buffer): Promise<{ init: Pixels; made: Pixels }> {
  const pixels = await decodeImage(await striped(width, height), width, height)
  const init = { pixels, strength, mask: mask && (await decodeMask(mask, width, height)) }
  return { init: pixels, made: await finished({ ...motif, init }, noTurn) }
}

describe("strength", () => {
  test("0 keeps the init image byte for byte", async () => {
    const { init, made } = await from(0)
    expect(Buffer.from(made.data).equals(Buffer.from(init.data))).toBe(true)
  })

  test("1 leaves no trace of it", async () => {
    const { made } = await from(1)
    expect(difference(made, await finished(motif, noTurn))).toBe(0)
  })

  test("the more of it, the farther from the init image, by steps that are seen", async () => {
    let before = 0
    for (const strength of [0.15, 0.3, 0.45, 0.6, 0.75, 0.9, 1]) {
      const { init, made } = await from(strength)
      const now = difference(made, init)
      expect(now).toBeGreaterThan(before + 0.5)
      before = now
    }
  })

  test("is seen in the previews too", async () => {
    const pixels = await decodeImage(await striped(width, height), width, height)
    const at = (strength: number) =>
      preview({ ...motif, init: { pixels, strength, mask: undefined } }, 18, noTurn)
    expect(difference(await at(0.1), pixels)).toBeLessThan(difference(await at(0.9), pixels) - 10)
  })
})

describe("a mask", () => {
  test("keeps what is black, and makes anew what is white", async () => {
    const { init, made } = await from(1, await halfMask(width, height))
    expect(difference(made, init, 0, 0.5)).toBe(0)
    const free = await finished(motif, noTurn)
    expect(difference(made, free, 0.5, 1)).toBe(0)
    expect(difference(made, init, 0.5, 1)).toBeGreaterThan(20)
  })

  test("mixes what is grey", async () => {
    const grey = await (await import("sharp"))
      .default({ create: { width, height, channels: 3, background: "#808080" } })
      .png()
      .toBuffer()
    const { init, made } = await from(1, grey)
    const free = await finished(motif, noTurn)
    expect(difference(made, init)).toBeCloseTo(difference(made, free), -1)
    expect(difference(made, init)).toBeGreaterThan(10)
  })
})

test("an init image of another shape covers the size, its middle kept", async () => {
  const wide = await decodeImage(await striped(512, 192), 256, 192)
  const whole = await pixelsOf(await striped(512, 192))
  const cut = new Uint8Array(256 * 192 * 3)
  for (let row = 0; row < 192; row++) {
    const start = (row * 512 + 128) * 3
    cut.set(whole.data.subarray(start, start + 256 * 3), row * 256 * 3)
  }
  expect(difference(wide, { width: 256, height: 192, data: cut })).toBe(0)
})
