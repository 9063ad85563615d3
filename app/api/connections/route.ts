import { defineRoute } from "#lib/server/http/define-route"

export const GET = defineRoute({ role: "viewer", limit: "read" }, async ({ who, container }) => ({
  connections: await container.connections.list(who.person.id),
}))
