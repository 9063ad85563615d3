import { changePersonSchema, removePersonSchema } from "#lib/domain/people-schema"
import { auditedPerson, changeDetails } from "#lib/server/audit/change-details"
import { changePerson, removePerson } from "#lib/server/auth/manage-people"
import { ownScope } from "#lib/server/engine/answer-from-cache"
import { defineRoute } from "#lib/server/http/define-route"
import { otherMethods } from "#lib/server/http/other-methods"

export const PATCH = defineRoute(
  { role: "admin", limit: "write", body: changePersonSchema, audit: "person.change" },
  async ({ params, body, who, container, note }) => {
    const id = params.id ?? ""
    const before = await auditedPerson(container.store, id)
    note({ details: { changed: Object.keys(body).join(" ") } })
    await changePerson(container, who, id, body)
    note({ details: changeDetails(before, await auditedPerson(container.store, id)) })
    return {}
  },
)

/** Removes somebody; the body says who gets what they own. */
export const DELETE = defineRoute(
  { role: "admin", limit: "write", body: removePersonSchema, audit: "person.remove" },
  async ({ params, body, who, container, note }) => {
    const row = await container.store.people.get(params.id ?? "")
    note({ details: { ...(row ? { name: row.name } : {}), handTo: body.handTo ?? "" } })
    await removePerson(container, who, params.id ?? "", body.handTo)
    // Where the cache is away, its answers end with their time.
    await container.caching.cache.clear(ownScope(params.id ?? "")).catch(() => undefined)
    return {}
  },
)

export const { GET, OPTIONS, POST, PUT } = otherMethods({ PATCH, DELETE })
