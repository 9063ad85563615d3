import { defineRoute } from "#lib/server/http/define-route"
import { otherMethods } from "#lib/server/http/other-methods"

/** How a connection stands: its breaker, who waits, what is used of its plan. */
export const GET = defineRoute({ role: "viewer", limit: "read" }, ({ params, who, container }) =>
  container.connectionState(who.person, params.id ?? ""),
)

export const { DELETE, OPTIONS, PATCH, POST, PUT } = otherMethods({ GET })
