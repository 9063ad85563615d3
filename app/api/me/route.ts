import { renameSchema } from "#lib/domain/people-schema"
import { defineRoute } from "#lib/server/http/define-route"
import { otherMethods } from "#lib/server/http/other-methods"

export const GET = defineRoute({ role: "viewer", limit: "read" }, ({ who }) => ({ person: who.person }))

export const PATCH = defineRoute(
  { role: "viewer", limit: "write", body: renameSchema, audit: "account.change" },
  async ({ body, who, container, note }) => {
    note({ target: who.person.id, details: { "from.name": who.person.name, "to.name": body.name } })
    await container.store.people.change(who.person.id, body)
    return { person: { ...who.person, ...body } }
  },
)

export const { DELETE, OPTIONS, POST, PUT } = otherMethods({ GET, PATCH })
