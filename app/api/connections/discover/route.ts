import { defineRoute } from "#lib/server/http/define-route"
import { otherMethods } from "#lib/server/http/other-methods"

/** Model servers that answer on the usual ports of the machine that Bracket runs on. */
export const GET = defineRoute({ role: "admin", limit: "dialOut" }, async ({ container }) => ({
  found: await container.connections.discover(),
}))

export const { DELETE, OPTIONS, PATCH, POST, PUT } = otherMethods({ GET })
