import { changeConnectionSchema } from "#lib/domain/managed-connection"
import { defineRoute } from "#lib/server/http/define-route"
import { otherMethods } from "#lib/server/http/other-methods"

export const PATCH = defineRoute(
  {
    role: "member",
    limit: "write",
    body: changeConnectionSchema,
    maxBodyBytes: 262_144,
    audit: "connection.change",
  },
  async ({ params, who, body, container, note }) => {
    // Names only: what was changed may be a key.
    note({ details: { changed: Object.keys(body).join(" ") } })
    return { connection: await container.connections.management.change(who.person, params.id ?? "", body) }
  },
)

export const DELETE = defineRoute(
  { role: "member", limit: "write", audit: "connection.delete" },
  async ({ params, who, container, note }) => {
    const row = await container.store.connections.get(params.id ?? "")
    await container.connections.management.remove(who.person, params.id ?? "")
    // Said only of what was theirs to delete.
    if (row) note({ details: { name: row.name } })
    return {}
  },
)

export const { GET, OPTIONS, POST, PUT } = otherMethods({ PATCH, DELETE })
