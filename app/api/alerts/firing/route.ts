import { defineRoute } from "#lib/server/http/define-route"
import { otherMethods } from "#lib/server/http/other-methods"

/** How many alerts fire. */
export const GET = defineRoute({ role: "admin", limit: "read" }, async ({ container }) => ({
  firing: await container.alerts.countFiring(),
}))

export const { DELETE, OPTIONS, PATCH, POST, PUT } = otherMethods({ GET })
