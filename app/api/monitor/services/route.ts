import { defineRoute } from "#lib/server/http/define-route"
import { otherMethods } from "#lib/server/http/other-methods"

/** What Bracket leans on outside its own process, and whether it is there. */
export const GET = defineRoute({ role: "admin", limit: "read" }, ({ container }) => ({
  services: container.services.list(),
}))

export const { DELETE, OPTIONS, PATCH, POST, PUT } = otherMethods({ GET })
