import { testUnsavedSchema } from "#lib/domain/managed-connection"
import { defineRoute } from "#lib/server/http/define-route"
import { otherMethods } from "#lib/server/http/other-methods"

/** Tests what is not saved yet; the secrets that it leaves out are those of the connection that it names. */
export const POST = defineRoute(
  {
    role: "member",
    limit: "dialOut",
    body: testUnsavedSchema,
    maxBodyBytes: 262_144,
    audit: "connection.test",
  },
  async ({ request, who, body, container, note }) => {
    const options = { model: body.model, signal: request.signal }
    const report = await container.connections.test.unsaved(who.person, body, options)
    note({ target: body.id, details: { passed: report.ok } })
    return { report }
  },
)

export const { DELETE, GET, OPTIONS, PATCH, PUT } = otherMethods({ POST })
