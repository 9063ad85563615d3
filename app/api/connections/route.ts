import { connectionInputSchema } from "#lib/domain/managed-connection"
import { defineRoute } from "#lib/server/http/define-route"
import { otherMethods } from "#lib/server/http/other-methods"

/** What one may run on. */
export const GET = defineRoute({ role: "viewer", limit: "read" }, async ({ who, container }) => ({
  connections: await container.connections.list(who.person.id),
}))

export const POST = defineRoute(
  {
    role: "member",
    limit: "write",
    body: connectionInputSchema,
    maxBodyBytes: 262_144,
    audit: "connection.create",
  },
  async ({ who, body, container, note }) => {
    const connection = await container.connections.management.add(who.person, body)
    note({ target: connection.id, details: { name: connection.name, access: connection.access.kind } })
    return { connection }
  },
)

export const { DELETE, OPTIONS, PATCH, PUT } = otherMethods({ GET, POST })
