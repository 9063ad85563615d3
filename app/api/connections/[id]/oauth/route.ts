import { defineRoute } from "#lib/server/http/define-route"
import { otherMethods } from "#lib/server/http/other-methods"

/** `{status: {state, connectedAt?, connectedBy?, scope?}}`. */
export const GET = defineRoute({ role: "member", limit: "read" }, async ({ params, who, container }) => {
  const { id } = await container.connections.management.managedRow(who.person, params.id ?? "")
  return { status: (await container.oauth.statusOf([id]))[id] }
})

export const { DELETE, OPTIONS, PATCH, POST, PUT } = otherMethods({ GET })
