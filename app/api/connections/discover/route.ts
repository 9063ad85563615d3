import { defineRoute } from "#lib/server/http/define-route"

/** Model servers that answer on the usual ports of the machine that Bracket runs on. */
export const GET = defineRoute({ role: "admin", limit: "dialOut" }, async ({ container }) => ({
  found: await container.connections.discover(),
}))
