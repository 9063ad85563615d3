/** How soon a photograph of 12 megapixels is there: from its upload to its preview, in ms of the server. */
import { mkdtemp, rm } from "node:fs/promises"
import { tmpdir } from "node:os"
import path from "node:path"
import sharp from "sharp"
import { createImageFiles } from "#lib/server/store/image-files"
import { median } from "./rig/load.ts"
import { aim, table } from "./rig/report.ts"

const rounds = process.argv.includes("--quick") ? 2 : 9
const [width, height] = [4000, 3000]

/** Noise over colours that change slowly: about as many bytes as a camera's file, and as hard to decode. */
async function photograph(): Promise<Buffer> {
  const noise = await sharp({
    create: {
      width,
      height,
      channels: 3,
      background: "#000",
      noise: { type: "gaussian", mean: 128, sigma: 30 },
    },
  })
    .png({ compressionLevel: 1 })
    .toBuffer()
  return sharp({ create: { width, height, channels: 3, background: "#c60" } })
    .composite([{ input: noise, blend: "soft-light" }])
    .jpeg({ quality: 93 })
    .toBuffer()
}

const folder = await mkdtemp(path.join(tmpdir(), "bracket-bench-images-"))
try {
  const images = createImageFiles(folder)
  const upload = await photograph()
  const steps = new Map<string, number[]>()
  const timed = async <T>(step: string, work: () => Promise<T>): Promise<T> => {
    const began = performance.now()
    const result = await work()
    steps.set(step, [...(steps.get(step) ?? []), performance.now() - began])
    return result
  }
  for (let round = 0; round <= rounds; round++) {
    // A person of their own each time: nothing of it lies there yet.
    const person = `person-${round}`
    // Once around, unmeasured: the native code is loaded then.
    if (round === 1) steps.clear()
    await timed("upload to preview", async () => {
      const { sha256 } = await timed("decode, fit, keep", () => images.put(person, upload))
      await timed("thumbnail, 320 wide", () => images.thumbnail(person, sha256, 320))
    })
    const { sha256 } = await images.put(person, upload)
    await timed("as sent, cropped to 1024x1024", () =>
      images.fitted(
        person,
        { sha256, crop: { left: 0.1, top: 0.1, width: 0.6, height: 0.8 } },
        { width: 1024, height: 1024 },
      ),
    )
  }
  const figures = [...steps].map(([step, times]) => ({
    step,
    "median ms": median(times),
    "worst ms": Math.max(...times),
  }))
  table(`${width} x ${height} JPEG of ${(upload.length / 2 ** 20).toFixed(1)} MB, ${rounds} rounds`, figures)
  aim("upload to preview", median(steps.get("upload to preview") ?? []), 500, "ms")
} finally {
  await rm(folder, { recursive: true })
}
