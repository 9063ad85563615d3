import { defineRoute } from "#lib/server/http/define-route"

/** The connections that one may set up: admins all, others their own. Of secrets the last four characters. */
export const GET = defineRoute({ role: "member", limit: "read" }, ({ who, container }) =>
  container.connections.management.list(who.person),
)
