import sharp from "sharp"
import { expect, test } from "vitest"
import { withPngText } from "#lib/domain/png-text"
import { readCarriedSettings } from "./read-carried-settings.ts"

const png = await sharp({ create: { width: 4, height: 4, channels: 3, background: "#c60" } })
  .png()
  .toBuffer()
const text = "a lighthouse\nNegative prompt: people\nSteps: 20, Sampler: Euler, Seed: 7, Size: 512x768"
const file = (...parts: Uint8Array[]) => new Blob(parts.map((part) => new Uint8Array(part)))
const carrying = withPngText(png, [{ keyword: "parameters", text }])

test("what another tool wrote into its picture is found", async () => {
  expect(await readCarriedSettings(file(carrying))).toMatchObject({
    prompt: "a lighthouse",
    negative: "people",
    seed: 7,
    parameters: { steps: 20 },
  })
})

test("it is found behind more than a megabyte of other chunks too", async () => {
  const bulky = withPngText(png, [
    { keyword: "Comment", text: "x".repeat(1024 * 1024) },
    { keyword: "parameters", text },
  ])
  expect(await readCarriedSettings(file(bulky))).toMatchObject({ seed: 7 })
})

test("a picture without settings, a text, and a damaged file simply have none", async () => {
  expect(await readCarriedSettings(file(png))).toBeUndefined()
  expect(await readCarriedSettings(file(new TextEncoder().encode(text)))).toBeUndefined()
  expect(await readCarriedSettings(file(carrying.subarray(0, 40)))).toBeUndefined()
  expect(await readCarriedSettings(new Blob([]))).toBeUndefined()
})
