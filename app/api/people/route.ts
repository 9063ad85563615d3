import { listPeople } from "#lib/server/auth/manage-people"
import { defineRoute } from "#lib/server/http/define-route"
import { otherMethods } from "#lib/server/http/other-methods"

export const GET = defineRoute({ role: "admin", limit: "read" }, ({ container }) => listPeople(container))

export const { DELETE, OPTIONS, PATCH, POST, PUT } = otherMethods({ GET })
