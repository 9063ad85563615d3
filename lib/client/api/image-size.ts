import { queryOptions } from "@tanstack/react-query"
import type { Size } from "#lib/domain/image-parameters"
import { imageAddress } from "./images.ts"
import { ApiError } from "./request.ts"

/**
 * The size of a kept image in pixels, read from the picture itself: a workspace keeps hashes only. An ApiError
 * `not_found` when the server has it no more, another one when it cannot be reached or the picture not be shown.
 */
export const imageSizeQuery = (sha256: string) =>
  queryOptions({
    queryKey: ["image-size", sha256],
    // What a hash names never changes.
    staleTime: Number.POSITIVE_INFINITY,
    retry: false,
    queryFn: async (): Promise<Size> => {
      const picture = new Image()
      picture.src = imageAddress(sha256)
      const [decoded, status] = await Promise.all([
        picture.decode().then(
          () => true,
          () => false,
        ),
        statusOf(sha256),
      ])
      if (status === 404) throw new ApiError("not_found", "The server has this image no more.", { status })
      if (!decoded)
        throw new ApiError(
          status === undefined ? "offline" : "unreadable_answer",
          "The image cannot be shown.",
        )
      return { width: picture.naturalWidth, height: picture.naturalHeight }
    },
  })

/** What the server itself says of an image: the browser goes on showing for a year what the server has let go of. */
function statusOf(sha256: string): Promise<number | undefined> {
  return fetch(imageAddress(sha256), { method: "HEAD", cache: "no-store" }).then(
    ({ status }) => status,
    () => undefined,
  )
}
