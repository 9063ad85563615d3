import { BracketError } from "#lib/domain/errors"
import type { Usage } from "#lib/domain/outcome"
import type { UpstreamEvent } from "./dialect.ts"
import { imageBytes } from "./image-bytes.ts"
import { asInteger, asList, asObject, asText, type JsonObject } from "./json-object.ts"
import { namedError, streamError } from "./stream-errors.ts"
import { readUsage } from "./wire-usage.ts"

/** Reads what an upstream in OpenAI's shape says of images: events of a stream, or a whole answer. */
export interface ImageAnswer {
  /** Throws `BracketError`: `upstream_stream_error` for a reported error. */
  event(message: JsonObject, name: string | undefined): UpstreamEvent[]
  /** Throws likewise. */
  whole(message: JsonObject): Iterable<UpstreamEvent>
  /** How many images are there. */
  readonly completed: number
  readonly usage: Usage | undefined
  /** Why one of the images could not be read; the others count. To be thrown at the end. */
  readonly broken: BracketError | undefined
}

export function createImageAnswer(): ImageAnswer {
  const completed = new Set<number>()
  let usage: Usage | undefined
  let broken: BracketError | undefined

  function image(message: JsonObject, index: number): UpstreamEvent[] {
    const seed = asInteger(message.seed)
    const place = { index, ...(seed === undefined ? {} : { seed }) }
    const base64 = asText(message.b64_json) ?? dataUrl(message.url)
    const url = asText(message.url)
    if (!base64 && !url) return []
    completed.add(index)
    if (!base64) return url ? [{ type: "image-address", ...place, url }] : []
    const bytes = imageBytes(base64)
    if (!bytes) {
      broken ??= brokenImage(index)
      return []
    }
    return [{ type: "image", partial: false, ...place, bytes }]
  }

  function partial(message: JsonObject, index: number): UpstreamEvent[] {
    const base64 = asText(message.b64_json)
    // A preview that cannot be read is no loss: the image is still to come.
    const bytes = base64 && imageBytes(base64)
    return bytes ? [{ type: "image", index, partial: true, bytes }] : []
  }

  return {
    event(message, name) {
      const failure = streamError(message)
      if (failure) throw failure
      const type = asText(message.type) ?? name ?? ""
      if (type === "error" || type.endsWith(".failed")) throw namedError(message)
      if (message.usage) usage = readUsage(message.usage) ?? usage
      // OpenAI's events name no image: one follows the other.
      const index = placeOf(message.index) ?? completed.size
      const progress = progressOf(message)
      if (type.endsWith(".completed")) return image(message, index)
      return type.endsWith(".partial_image") ? [...progress, ...partial(message, index)] : progress
    },
    *whole(message) {
      const failure = streamError(message)
      if (failure) throw failure
      usage = readUsage(message.usage) ?? usage
      for (const entry of asList(message.data)) yield* image(asObject(entry) ?? {}, completed.size)
    },
    get completed() {
      return completed.size
    },
    get usage() {
      return usage
    },
    get broken() {
      return broken
    },
  }
}

/** No upstream makes more than a few images at once: a larger number is none. */
function placeOf(value: unknown): number | undefined {
  const index = asInteger(value)
  return index !== undefined && index >= 0 && index < 1000 ? index : undefined
}

function progressOf(message: JsonObject): UpstreamEvent[] {
  const step = asInteger(message.step)
  const steps = asInteger(message.steps)
  if (step === undefined || steps === undefined || steps < 1) return []
  return [{ type: "progress", step: Math.min(Math.max(step, 0), steps), steps }]
}

function dataUrl(url: unknown): string | undefined {
  return typeof url === "string" && url.startsWith("data:") ? url : undefined
}

/** What came in place of an image is named, never shown. */
export function brokenImage(index: number): BracketError {
  return new BracketError("upstream_garbage", "The upstream sent an image that cannot be read", {
    hint: "The other images of the run are kept. Run it again; if it repeats, something between here and there is out of order.",
    params: { received: "an image that is not base64", index },
  })
}
