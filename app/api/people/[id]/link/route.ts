import { makeWayIn } from "#lib/server/auth/manage-people"
import { defineRoute } from "#lib/server/http/define-route"
import { otherMethods } from "#lib/server/http/other-methods"

/** A new way in for somebody who has lost theirs; ends their password and sessions. */
export const POST = defineRoute(
  { role: "admin", limit: "write", audit: "person.link" },
  ({ params, who, container }) => makeWayIn(container, who, params.id ?? ""),
)

export const { DELETE, GET, OPTIONS, PATCH, PUT } = otherMethods({ POST })
