import type { imageFaultModels } from "#lib/domain/models"
import type { Pixels } from "#lib/sandbox/images/picture"
import { encode, loadSharp } from "#lib/sandbox/images/png"

export type ImageFaultModel = (typeof imageFaultModels)[number]

/** What a fault model does to images; the table is in lib/sandbox/faults.ts. */
export type ImageFault =
  /** Something else in place of the picture's base64. */
  | { kind: "spoiled"; b64: (pixels: Pixels, index: number) => string | Promise<string> }
  /** An address in its place; the client still gets all of it. */
  | { kind: "address" }
  /** No picture at all, in a well-formed answer. */
  | { kind: "none" }
  /** An end before the first finished picture: without a word, or with an error. */
  | { kind: "ended"; error: boolean }
  /** Milliseconds for each step. */
  | { kind: "slow"; pace: number }

const page = "<!doctype html><html><head><title>Sign in</title></head><body><h1>Sign in</h1></body></html>"

async function halved(pixels: Pixels): Promise<string> {
  const sharp = await loadSharp()
  const half = Math.ceil(pixels.width / 2)
  return (
    await sharp(await encode(pixels))
      .resize(half)
      .png()
      .toBuffer()
  ).toString("base64")
}

export const imageFaults: Record<ImageFaultModel, ImageFault> = {
  "fault-image-url": { kind: "address" },
  "fault-image-broken": {
    kind: "spoiled",
    b64: (_, index) =>
      index % 2 === 0 ? "%%% this is no base64 %%%" : Buffer.from("This is no picture.").toString("base64"),
  },
  "fault-image-html": { kind: "spoiled", b64: () => Buffer.from(page).toString("base64") },
  "fault-image-size": { kind: "spoiled", b64: halved },
  "fault-image-none": { kind: "none" },
  "fault-image-cut": { kind: "ended", error: false },
  "fault-image-error": { kind: "ended", error: true },
  "fault-image-slow": { kind: "slow", pace: 200 },
}

/** The fault of a model; undefined for the models that behave. */
export function imageFaultOf(model: string): ImageFault | undefined {
  return Object.hasOwn(imageFaults, model) ? imageFaults[model as ImageFaultModel] : undefined
}
