import { defineRoute } from "#lib/server/http/define-route"
import { otherMethods } from "#lib/server/http/other-methods"

/** What a person's presets can be filtered by. */
export const GET = defineRoute({ role: "viewer", limit: "read" }, ({ who, container }) =>
  container.store.presets.facets(who.person.id),
)

export const { DELETE, OPTIONS, PATCH, POST, PUT } = otherMethods({ GET })
