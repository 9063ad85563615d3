import { defineRoute } from "#lib/server/http/define-route"
import { otherMethods } from "#lib/server/http/other-methods"
import { mayReview } from "#lib/server/http/reviewing"

/** Whether one may review, and how much waits. */
export const GET = defineRoute({ role: "viewer", limit: "read" }, async ({ who, container: { store } }) => {
  const reviewer = mayReview(who, await store.reviews.policy())
  return { reviewer, open: reviewer ? await store.reviews.countOpen() : 0 }
})

export const { DELETE, OPTIONS, PATCH, POST, PUT } = otherMethods({ GET })
