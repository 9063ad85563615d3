import { imageQuerySchema } from "#lib/domain/kept-image"
import { sentMask } from "#lib/server/engine/prepared-images"
import { defineRoute } from "#lib/server/http/define-route"
import { imageAnswer, noImage } from "#lib/server/http/image-answer"
import { otherMethods } from "#lib/server/http/other-methods"

/** An image as it is kept, as a thumbnail (`width`), or as it would be sent to start from (`size`, `crop` or `mask`). */
export const GET = defineRoute(
  { role: "viewer", limit: "images", query: imageQuerySchema },
  async ({ params: { sha256 = "" }, query: { width, size, crop, mask }, who, container: { images } }) => {
    const { id } = who.person
    const found = width
      ? { bytes: await images.thumbnail(id, sha256, width), type: "image/webp" }
      : size && mask
        ? { bytes: await sentMask(images, id, { sha256, size, form: mask }), type: "image/png" }
        : size
          ? { bytes: await images.fitted(id, { sha256, crop }, size), type: "image/png" }
          : await images.get(id, sha256)
    if (!found?.bytes) throw noImage()
    return imageAnswer({ bytes: found.bytes, type: found.type })
  },
)

export const { DELETE, OPTIONS, PATCH, POST, PUT } = otherMethods({ GET })
