import { defineRoute } from "#lib/server/http/define-route"

export const GET = defineRoute({ role: "viewer", limit: "read" }, ({ who }) => ({ person: who.person }))
