import { defineRoute } from "#lib/server/http/define-route"

export const POST = defineRoute(
  { role: "viewer", limit: "write", audit: "sign-out.everywhere" },
  async ({ who, container }) => {
    await container.store.sessions.endAll(who.person.id, container.now(), who.sessionId)
    return {}
  },
)
