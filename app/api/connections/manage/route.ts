import { defineRoute } from "#lib/server/http/define-route"
import { otherMethods } from "#lib/server/http/other-methods"

/** The connections that one may set up: admins all, others their own. Of secrets the last four characters. */
export const GET = defineRoute({ role: "member", limit: "read" }, ({ who, container }) =>
  container.connections.management.list(who.person),
)

export const { DELETE, OPTIONS, PATCH, POST, PUT } = otherMethods({ GET })
