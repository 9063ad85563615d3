import { type ReviewPolicy, reviewPolicySchema } from "#lib/domain/review"
import { peopleNames } from "#lib/server/audit/audit-page"
import { changeDetails } from "#lib/server/audit/change-details"
import { defineRoute } from "#lib/server/http/define-route"
import { otherMethods } from "#lib/server/http/other-methods"

export const GET = defineRoute({ role: "admin", limit: "read" }, async ({ container: { store } }) => {
  const { updatedAt: _, ...policy } = await store.reviews.policy()
  return policy
})

export const PUT = defineRoute(
  { role: "admin", limit: "write", body: reviewPolicySchema, audit: "review.policy" },
  async ({ body, who, container: { store, now }, note }) => {
    const { updatedAt: _, ...before } = await store.reviews.policy()
    // Named: they may read what others have written.
    const names = await peopleNames(store)
    const named = ({ reviewers, ...rest }: ReviewPolicy) => ({
      ...rest,
      reviewers: reviewers.map((id) => `${names[id] ?? ""} (${id})`.trim()).join(", "),
    })
    note({ details: changeDetails(named(before), named(body)) })
    await store.reviews.setPolicy(body, { personId: who.person.id, now: now() })
    return body
  },
)

export const { DELETE, OPTIONS, PATCH, POST } = otherMethods({ GET, PUT })
