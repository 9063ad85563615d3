import { browserOrigin } from "#lib/server/http/browser-origin"
import { defineRoute } from "#lib/server/http/define-route"
import { otherMethods } from "#lib/server/http/other-methods"

/** `{url}`: where to send the browser, which comes back by /api/oauth/callback. */
export const POST = defineRoute(
  { role: "member", limit: "write", audit: "connection.oauth.start" },
  async ({ request, params, who, container }) => {
    const { id } = await container.connections.management.consentingRow(who.person, params.id ?? "")
    const asking = { personId: who.person.id, sessionId: who.sessionId }
    return container.oauth.start(id, asking, browserOrigin(request, container.config))
  },
)

export const { DELETE, GET, OPTIONS, PATCH, PUT } = otherMethods({ POST })
