import * as z from "zod/mini"
import { imageQuerySchema } from "#lib/domain/kept-image"
import { defineRoute } from "#lib/server/http/define-route"
import { imageAnswer, noImage } from "#lib/server/http/image-answer"
import { otherMethods } from "#lib/server/http/other-methods"
import { assertReviewer } from "#lib/server/http/reviewing"

/** An image that a sampled run has made or was given, as it is kept or as a thumbnail. */
export const GET = defineRoute(
  { role: "viewer", limit: "images", query: z.pick(imageQuerySchema, { width: true }) },
  async ({ params: { id = "", sha256 = "" }, query: { width }, who, container }) => {
    await assertReviewer(who, container)
    const { images, store } = container
    const ownerId = await store.reviews.imageOwner(id, sha256)
    if (ownerId === undefined) throw noImage()
    const found = width
      ? { bytes: await images.thumbnail(ownerId, sha256, width), type: "image/webp" }
      : await images.get(ownerId, sha256)
    if (!found?.bytes) throw noImage()
    return imageAnswer({ bytes: found.bytes, type: found.type })
  },
)

export const { DELETE, OPTIONS, PATCH, POST, PUT } = otherMethods({ GET })
