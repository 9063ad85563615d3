import type { ParameterValue } from "#lib/domain/parameters"
import type { UpstreamAddress, UpstreamRequest, UpstreamRun } from "./dialect.ts"
import { base64, type Fields, imageHeaders, imagePrompt, sampleSeed } from "./image-fields.ts"

/** Previews asked for on the way to an image: enough to see it come, few enough to cost little. */
const partialImages = 4

/** Builds the request for images of the signed API (its contract, section 5). Throws `BracketError("invalid_input")`. */
export function signedImageRequest(run: UpstreamRun, { baseUrl }: UpstreamAddress): UpstreamRequest {
  const { variant, initImage, mask, stream } = run
  const { text, negative } = imagePrompt(variant)
  const unwanted = negative?.trim().replace(/\s+/g, " ")
  const body: Fields = {
    model: variant.model,
    prompt: unwanted ? `${text} --no ${unwanted}` : text,
    ...(initImage ? { init_image: base64(initImage) } : {}),
    ...(initImage && mask ? { mask: base64(mask) } : {}),
    ...Object.fromEntries(
      Object.entries(variant.parameters).flatMap(([name, value]) => field(name, value, run)),
    ),
    ...(stream ? { stream, partial_images: partialImages } : {}),
    ...variant.extra,
  }
  return {
    method: "POST",
    url: new URL(`${baseUrl}/v1/images/generations`),
    headers: imageHeaders("application/json", stream ? "text/event-stream" : "application/json"),
    body: new TextEncoder().encode(JSON.stringify(body)),
  }
}

function field(name: string, value: ParameterValue, run: UpstreamRun): [string, unknown][] {
  if (name === "seed") return [[name, sampleSeed(value, run)]]
  // How far to leave an image says nothing without one.
  if (name === "strength" && !run.initImage) return []
  return [[name, value]]
}
