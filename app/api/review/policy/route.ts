import { reviewPolicySchema } from "#lib/domain/review"
import { defineRoute } from "#lib/server/http/define-route"
import { otherMethods } from "#lib/server/http/other-methods"

export const GET = defineRoute({ role: "admin", limit: "read" }, async ({ container: { store } }) => {
  const { updatedAt: _, ...policy } = await store.reviews.policy()
  return policy
})

export const PUT = defineRoute(
  { role: "admin", limit: "write", body: reviewPolicySchema, audit: "review.policy" },
  async ({ body, who, container: { store, now }, note }) => {
    const { reviewers, ...rest } = body
    note({ details: { ...rest, reviewers: reviewers.length } })
    await store.reviews.setPolicy(body, { personId: who.person.id, now: now() })
    return body
  },
)

export const { DELETE, OPTIONS, PATCH, POST } = otherMethods({ GET, PUT })
