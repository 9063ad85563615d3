import { rotateSchema } from "#lib/domain/managed-connection"
import { defineRoute } from "#lib/server/http/define-route"
import { otherMethods } from "#lib/server/http/other-methods"

/** A new key in the place of the current one, if it passes its test. */
export const POST = defineRoute(
  {
    role: "member",
    limit: "dialOut",
    body: rotateSchema,
    maxBodyBytes: 131_072,
    audit: "connection.rotate",
  },
  async ({ request, params, who, body, container, note }) => {
    const { rotation, management } = container.connections
    const id = params.id ?? ""
    const options = { model: body.model, signal: request.signal }
    const rotated = await rotation.rotate(who.person, id, body.credential, options)
    note({ details: { rotated: rotated.rotated } })
    return { ...rotated, connection: await management.viewOf(who.person, id) }
  },
)

export const { DELETE, GET, OPTIONS, PATCH, PUT } = otherMethods({ POST })
