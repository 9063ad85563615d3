import { reviewItemsQuerySchema } from "#lib/domain/review"
import { defineRoute } from "#lib/server/http/define-route"
import { otherMethods } from "#lib/server/http/other-methods"
import { assertReviewer } from "#lib/server/http/reviewing"

export const GET = defineRoute(
  { role: "viewer", limit: "read", query: reviewItemsQuerySchema },
  async ({ query: { limit, cursor, ...filter }, who, container }) => {
    await assertReviewer(who, container)
    return container.store.reviews.items(filter, { limit, cursor })
  },
)

export const { DELETE, OPTIONS, PATCH, POST, PUT } = otherMethods({ GET })
