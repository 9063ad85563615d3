import { defineRoute } from "#lib/server/http/define-route"
import { otherMethods } from "#lib/server/http/other-methods"

/** The last messages, sent or not. */
export const GET = defineRoute({ role: "admin", limit: "read" }, async ({ container }) => ({
  deliveries: await container.alerts.deliveries(),
}))

export const { DELETE, OPTIONS, PATCH, POST, PUT } = otherMethods({ GET })
