import type { Variant } from "#lib/domain/batch"
import { BracketError } from "#lib/domain/errors"
import type { Prompt } from "#lib/domain/prompt"
import type { UpstreamRun } from "./dialect.ts"

export type Fields = Record<string, unknown>

/** The prompt of an image run. Throws `BracketError("invalid_input")` for one of another kind. */
export function imagePrompt({ prompt }: Variant): Extract<Prompt, { kind: "image" }> {
  if (prompt.kind === "image") return prompt
  throw new BracketError("invalid_input", "An image is made from a prompt of kind image", {
    field: "prompt",
    hint: "Change the variant and run it again.",
  })
}

/** How many images a request asks for; extra fields have the last word, as on the wire. */
export function imageCount({ parameters, extra }: Variant): number {
  const count = Number(extra?.num_images ?? extra?.n ?? extra?.batch_size ?? parameters.num_images ?? 1)
  return Number.isInteger(count) && count > 0 ? count : 1
}

/** Seeds are below this; behind the last one comes the first. */
const seedCount = 2_147_483_648

/** The seed of a sample. The images of one request take the seeds that follow: those of two samples must not overlap. */
export function sampleSeed(seed: unknown, { sample, variant }: UpstreamRun): number {
  return (Number(seed) + sample * imageCount(variant)) % seedCount
}

/** Bare base64, as these protocols want it. */
export function base64(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString("base64")
}

/** What every request for images says of itself. `accept` is what the answer should be. */
export function imageHeaders(contentType: string, accept: "application/json" | "text/event-stream") {
  return { "content-type": contentType, accept, "accept-encoding": "identity", "user-agent": "Bracket" }
}
