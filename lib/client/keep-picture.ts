import { maxImageMegabytes, uploadImage } from "#lib/client/api/images"
import { ApiError } from "#lib/client/api/request"
import { fileFormat } from "#lib/domain/image-format"
import type { KeptImage } from "#lib/domain/kept-image"

const maxBytes = maxImageMegabytes * 1024 * 1024

/**
 * Has a picture kept by the server. What cannot be one is not even sent: its ApiError is the one that the server would
 * answer. Names and declared types are often wrong, so the first bytes decide.
 */
export async function keepPicture(file: Blob, signal?: AbortSignal): Promise<KeptImage> {
  if (file.size === 0) throw noPicture({ problem: "empty" })
  const format = fileFormat(new Uint8Array(await file.slice(0, 512).arrayBuffer()))
  if (format.kind === "other") throw noPicture({ problem: "format", format: format.name })
  if (format.kind === "unknown") throw noPicture({ problem: "no_picture" })
  if (file.size > maxBytes)
    throw new ApiError("body_too_large", `The picture is larger than ${maxImageMegabytes} MB.`, {
      hint: "Make it smaller, or save it as a JPEG.",
      params: { problem: "picture", maxMegabytes: maxImageMegabytes, maxBytes },
    })
  return uploadImage(file, signal)
}

function noPicture(params: Record<string, string>): ApiError {
  return new ApiError("unsupported_media_type", "This is no picture that is taken.", {
    hint: "Take a PNG, JPEG, WebP, AVIF or GIF.",
    params,
  })
}
