import type { BracketError } from "#lib/domain/errors"
import { bodyText } from "#lib/server/upstream/body-text"
import { openBody } from "#lib/server/upstream/opened-body"
import type { UpstreamEvent, UpstreamResponse } from "./dialect.ts"
import { brokenImage } from "./image-answer.ts"
import { imageBytes } from "./image-bytes.ts"
import { maxImageAnswerBytes } from "./image-events.ts"
import { asInteger, asList, asObject, asText, parseJson } from "./json-object.ts"
import { noImage } from "./no-image.ts"
import { streamError } from "./stream-errors.ts"
import { garbage, oddityOf } from "./unreadable-answer.ts"

/**
 * Reads the answer of a Stable Diffusion WebUI: `{images, info}`, `info` being JSON in a text. A grid of all images,
 * which some settings put first, is left out. Throws `BracketError`: `upstream_no_image`, `upstream_garbage`,
 * `upstream_stream_error`, and what the body throws.
 */
export async function* webUiEvents(
  response: UpstreamResponse,
): AsyncGenerator<UpstreamEvent, void, undefined> {
  const { looks, body, leave } = await openBody(response.body)
  const odd = oddityOf(response, looks)
  if (odd) {
    await leave()
    throw looks === "nothing" ? noImage() : garbage(odd, response.status)
  }
  const message = asObject(parseJson(await bodyText(body, maxImageAnswerBytes, response.room)))
  if (!message) throw garbage("JSON that cannot be read", response.status)
  const failure = streamError(message)
  if (failure) throw failure
  const info = asObject(parseJson(asText(message.info) ?? "")) ?? {}
  const first = Math.max(0, asInteger(info.index_of_first_image) ?? 0)
  const images = asList(message.images).slice(first)
  if (images.length === 0) throw noImage()
  const seeds = asList(info.all_seeds)
  let broken: BracketError | undefined
  for (const [index, image] of images.entries()) {
    const bytes = imageBytes(asText(image) ?? "")
    if (!bytes) {
      broken ??= brokenImage(index)
      continue
    }
    const seed = asInteger(seeds[index])
    yield { type: "image", index, partial: false, bytes, ...(seed === undefined ? {} : { seed }) }
  }
  // One that cannot be read costs none of the others.
  if (broken) throw broken
  yield { type: "finish", reason: "stop" }
}
