import { BracketError } from "#lib/domain/errors"
import { isCutOff, type TakenFormat } from "#lib/domain/image-format"

/** Largest upload in MB (2^20 bytes). */
export const maxUploadMegabytes = 25
export const maxUploadBytes = maxUploadMegabytes * 1024 * 1024
/** Largest picture in pixels, whoever it comes from. */
export const maxPixels = 40_000_000
const maxMegapixels = maxPixels / 1_000_000

/** Why a file is not kept. */
export type ImageProblem =
  | { problem: "empty" }
  | { problem: "no_picture" }
  | { problem: "format"; format: string }
  | { problem: "pixels"; megapixels: number; maxMegapixels: number }
  | { problem: "truncated" }
  | { problem: "damaged" }

export const tooManyPixels = (pixels: number): ImageProblem => ({
  problem: "pixels",
  // Never rounded down to the limit itself.
  megapixels: Math.ceil(pixels / 100_000) / 10,
  maxMegapixels,
})

/** Why a file of a known format could not be decoded. */
export const undecodable = (format: TakenFormat, bytes: Uint8Array): ImageProblem => ({
  problem: isCutOff(format, bytes) ? "truncated" : "damaged",
})

/** What somebody who uploads is told. */
export function uploadRefusal(problem: ImageProblem, cause?: unknown): BracketError {
  return new BracketError("unsupported_media_type", sentence(problem), {
    hint: remedy(problem),
    params: problem,
    cause,
  })
}

/** For an upload of more bytes than are taken. */
export function uploadTooLarge(): BracketError {
  return new BracketError("body_too_large", `The picture is larger than ${maxUploadMegabytes} MB.`, {
    hint: "Make it smaller, or save it as a JPEG.",
    params: { problem: "picture", maxMegabytes: maxUploadMegabytes, maxBytes: maxUploadBytes },
  })
}

/** For what an upstream sent instead of a picture. */
export function garbledResult(problem: ImageProblem, cause?: unknown): BracketError {
  const received = {
    empty: "an empty picture",
    no_picture: "no picture",
    format: `${"format" in problem ? problem.format : ""} instead of a picture`,
    pixels: "too large a picture",
    truncated: "a picture that is cut off",
    damaged: "a damaged picture",
  }[problem.problem]
  return new BracketError("upstream_garbage", "The upstream did not send a picture that can be read.", {
    hint: "Look at the address and the kind of the connection; a proxy may be in between.",
    params: { ...problem, received },
    cause,
  })
}

function sentence(problem: ImageProblem): string {
  switch (problem.problem) {
    case "empty":
      return "The file is empty."
    case "no_picture":
      return "The file is not a picture."
    case "format":
      return `${problem.format} files are not taken.`
    case "pixels":
      return `The picture has ${problem.megapixels} megapixels; ${problem.maxMegapixels} is the most.`
    case "truncated":
      return "The picture is cut off: the end of the file is missing."
    case "damaged":
      return "The picture is damaged and cannot be read."
  }
}

function remedy({ problem }: ImageProblem): string {
  switch (problem) {
    case "pixels":
      return "Make it smaller and try again."
    case "empty":
    case "truncated":
      return "Copy or download the file again, then try once more."
    case "damaged":
      return "Open it in another program and save it anew."
    default:
      return "Take a PNG, JPEG, WebP, AVIF or GIF."
  }
}
