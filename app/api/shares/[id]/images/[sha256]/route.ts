import * as z from "zod/mini"
import { imageQuerySchema } from "#lib/domain/kept-image"
import { withoutPngText } from "#lib/domain/png-text"
import { defineRoute } from "#lib/server/http/define-route"
import { imageAnswer, noImage } from "#lib/server/http/image-answer"
import { otherMethods } from "#lib/server/http/other-methods"
import { shareImageOwner } from "#lib/server/http/share-access"

/**
 * An image that a link shows, as it is kept or as a thumbnail; of the link's own images only. Nothing
 * goes along that a program has written into the file: a prompt may stand there that was taken out of the link.
 */
export const GET = defineRoute(
  { role: "anyone", limit: "images", query: z.pick(imageQuerySchema, { width: true }) },
  async ({ params: { id = "", sha256 = "" }, query: { width }, who, container }) => {
    const ownerId = await shareImageOwner(container, id, sha256, who?.person)
    if (ownerId === undefined) throw noImage()
    const { images } = container
    const found = width
      ? { bytes: await images.thumbnail(ownerId, sha256, width), type: "image/webp" }
      : await images.get(ownerId, sha256)
    if (!found?.bytes) throw noImage()
    return imageAnswer({ bytes: withoutPngText(found.bytes), type: found.type })
  },
)

export const { DELETE, OPTIONS, PATCH, POST, PUT } = otherMethods({ GET })
