import { defineRoute } from "#lib/server/http/define-route"
import { otherMethods } from "#lib/server/http/other-methods"

/** What fires, what has fired, and what is muted. */
export const GET = defineRoute({ role: "admin", limit: "read" }, ({ container }) =>
  container.alerts.overview(),
)

export const { DELETE, OPTIONS, PATCH, POST, PUT } = otherMethods({ GET })
