import { alertChannelInputSchema } from "#lib/domain/alerts/alert-channel"
import { defineRoute } from "#lib/server/http/define-route"
import { otherMethods } from "#lib/server/http/other-methods"

/** Where messages go; of secrets the last four characters. */
export const GET = defineRoute({ role: "admin", limit: "read" }, ({ container }) =>
  container.alerts.channels(),
)

export const POST = defineRoute(
  {
    role: "admin",
    limit: "write",
    body: alertChannelInputSchema,
    audit: "alert.channel.add",
    maxBodyBytes: 131_072,
  },
  async ({ body, container, note }) => {
    const channel = await container.alerts.createChannel(body)
    note({ target: channel.id, details: { kind: body.kind, name: body.name } })
    return { channel }
  },
)

export const { DELETE, OPTIONS, PATCH, PUT } = otherMethods({ GET, POST })
