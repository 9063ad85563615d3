import { reviewMarkSchema } from "#lib/domain/review"
import { defineRoute } from "#lib/server/http/define-route"
import { otherMethods } from "#lib/server/http/other-methods"
import { assertReviewer, noReviewItem } from "#lib/server/http/reviewing"

/** A sampled run in full: the only ones that reviewers see of other people's. */
export const GET = defineRoute(
  { role: "viewer", limit: "read", audit: "review.read" },
  async ({ params, who, container }) => {
    await assertReviewer(who, container)
    const detail = await container.store.reviews.detail(params.id ?? "")
    if (!detail) throw noReviewItem()
    return detail
  },
)

export const PATCH = defineRoute(
  { role: "viewer", limit: "write", body: reviewMarkSchema, audit: "review.mark" },
  async ({ params, body, who, container, note }) => {
    await assertReviewer(who, container)
    note({ details: { verdict: body.verdict, ...(body.category ? { category: body.category } : {}) } })
    const by = { personId: who.person.id, now: container.now() }
    const item = await container.store.reviews.mark(params.id ?? "", body, by)
    if (!item) throw noReviewItem()
    return item
  },
)

export const { DELETE, OPTIONS, POST, PUT } = otherMethods({ GET, PATCH })
