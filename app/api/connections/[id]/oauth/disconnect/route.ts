import { defineRoute } from "#lib/server/http/define-route"
import { otherMethods } from "#lib/server/http/other-methods"

export const POST = defineRoute(
  { role: "member", limit: "write", audit: "connection.oauth.disconnect" },
  async ({ params, who, container }) => {
    const { id } = await container.connections.management.consentingRow(who.person, params.id ?? "")
    await container.oauth.disconnect(id)
    return {}
  },
)

export const { DELETE, GET, OPTIONS, PATCH, PUT } = otherMethods({ POST })
