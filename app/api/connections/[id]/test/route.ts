import { testStoredSchema } from "#lib/domain/managed-connection"
import { defineRoute } from "#lib/server/http/define-route"
import { otherMethods } from "#lib/server/http/other-methods"

export const POST = defineRoute(
  { role: "member", limit: "dialOut", body: testStoredSchema, audit: "connection.test" },
  async ({ request, params, who, body, container, note }) => {
    const options = { model: body.model, signal: request.signal }
    const report = await container.connections.test.stored(who.person, params.id ?? "", options)
    note({ details: { passed: report.ok } })
    return { report }
  },
)

export const { DELETE, GET, OPTIONS, PATCH, PUT } = otherMethods({ POST })
