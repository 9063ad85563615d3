import type { Size } from "#lib/domain/image-parameters"
import type { KeptImage } from "#lib/domain/kept-image"
import type { InitImage } from "#lib/domain/prompt-schema"
import { request } from "./request.ts"

/** Largest file that the server takes, in MB. */
export const maxImageMegabytes = 25

const kept = () => import("#lib/domain/kept-image").then(({ keptImageSchema }) => keptImageSchema)

/** `POST /api/images`: keeps a picture for this person. An ApiError `unsupported_media_type` for what is none. */
export function uploadImage(file: Blob, signal?: AbortSignal): Promise<KeptImage> {
  return request(kept, "/api/images", { method: "POST", file, signal })
}

/** Where a person's own image is shown from. */
export function imageAddress(sha256: string): string {
  return `/api/images/${sha256}`
}

/** Where an init image is shown from as it will be sent: its part that counts, at the size of the request. */
export function sentImageAddress({ sha256, crop }: InitImage, { width, height }: Size): string {
  const part = crop ? `&crop=${[crop.left, crop.top, crop.width, crop.height].join()}` : ""
  return `${imageAddress(sha256)}?size=${width}x${height}${part}`
}
