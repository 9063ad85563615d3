import { galleryQuerySchema } from "#lib/domain/gallery"
import { defineRoute } from "#lib/server/http/define-route"

export const GET = defineRoute(
  { role: "viewer", limit: "read", query: galleryQuerySchema },
  ({ query: { cursor, limit, ...filter }, who, container }) =>
    container.store.gallery.list(who.person.id, filter, { cursor, limit }),
)
