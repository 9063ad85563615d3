import { galleryQuerySchema } from "#lib/domain/gallery"
import { defineRoute } from "#lib/server/http/define-route"
import { otherMethods } from "#lib/server/http/other-methods"

export const GET = defineRoute(
  { role: "viewer", limit: "read", query: galleryQuerySchema },
  ({ query: { cursor, limit, ...filter }, who, container }) =>
    container.store.gallery.list(who.person.id, filter, { cursor, limit }),
)

export const { DELETE, OPTIONS, PATCH, POST, PUT } = otherMethods({ GET })
