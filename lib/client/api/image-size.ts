import { queryOptions } from "@tanstack/react-query"
import type { Size } from "#lib/domain/image-parameters"
import { imageAddress } from "./images.ts"
import { ApiError } from "./request.ts"

/**
 * The size of a kept image in pixels, read from the picture itself: a workspace keeps hashes only. An ApiError
 * `not_found` when it cannot be shown.
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
      await picture.decode().catch((cause: unknown) => {
        throw new ApiError("not_found", "The image cannot be shown.", { cause })
      })
      return { width: picture.naturalWidth, height: picture.naturalHeight }
    },
  })
