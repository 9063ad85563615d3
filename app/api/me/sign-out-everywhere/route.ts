import { defineRoute } from "#lib/server/http/define-route"
import { otherMethods } from "#lib/server/http/other-methods"

export const POST = defineRoute(
  { role: "viewer", limit: "write", audit: "sign-out.everywhere" },
  async ({ who, container }) => {
    await container.store.sessions.endAll(who.person.id, container.now(), who.sessionId)
    return {}
  },
)

export const { DELETE, GET, OPTIONS, PATCH, PUT } = otherMethods({ POST })
