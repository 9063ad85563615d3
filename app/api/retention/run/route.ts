import { defineRoute } from "#lib/server/http/define-route"
import { otherMethods } from "#lib/server/http/other-methods"

/** Begins the job, or finds it under way. It goes on by itself: `GET /api/retention` says how far it is. */
export const POST = defineRoute(
  { role: "admin", limit: "write", audit: "retention.run" },
  async ({ container: { retention }, note }) => {
    note({ details: { begun: await retention.beginNow() } })
    return retention.state()
  },
)

export const { DELETE, GET, OPTIONS, PATCH, PUT } = otherMethods({ POST })
