import { listPeople } from "#lib/server/auth/manage-people"
import { defineRoute } from "#lib/server/http/define-route"

export const GET = defineRoute({ role: "admin", limit: "read" }, ({ container }) => listPeople(container))
