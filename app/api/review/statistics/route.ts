import * as z from "zod/mini"
import { defineRoute } from "#lib/server/http/define-route"
import { otherMethods } from "#lib/server/http/other-methods"
import { assertReviewer } from "#lib/server/http/reviewing"

const query = z.object({ days: z._default(z.coerce.number().check(z.int(), z.gte(1), z.lte(3660)), 90) })

/** What reviews have found, of samples whose period ended in the last so many days. */
export const GET = defineRoute(
  { role: "viewer", limit: "read", query },
  async ({ query: { days }, who, container }) => {
    await assertReviewer(who, container)
    return container.store.reviews.statistics(container.now() - days * 86_400_000)
  },
)

export const { DELETE, OPTIONS, PATCH, POST, PUT } = otherMethods({ GET })
