import { defineRoute } from "#lib/server/http/define-route"

export const POST = defineRoute(
  { role: "member", limit: "write", audit: "connection.oauth.disconnect" },
  async ({ params, who, container }) => {
    const { id } = await container.connections.management.consentingRow(who.person, params.id ?? "")
    await container.oauth.disconnect(id)
    return {}
  },
)
