import { defineRoute } from "#lib/server/http/define-route"

/** What a person's presets can be filtered by. */
export const GET = defineRoute({ role: "viewer", limit: "read" }, ({ who, container }) =>
  container.store.presets.facets(who.person.id),
)
