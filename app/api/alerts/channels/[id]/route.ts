import { alertChannelInputSchema } from "#lib/domain/alerts/alert-channel"
import { defineRoute } from "#lib/server/http/define-route"
import { otherMethods } from "#lib/server/http/other-methods"

/** Replaces all of it; a secret that is left out stays. */
export const PUT = defineRoute(
  {
    role: "admin",
    limit: "write",
    body: alertChannelInputSchema,
    audit: "alert.channel.change",
    maxBodyBytes: 131_072,
  },
  async ({ params, body, container, note }) => {
    note({ details: { kind: body.kind, name: body.name, enabled: body.enabled } })
    return { channel: await container.alerts.changeChannel(params.id ?? "", body) }
  },
)

export const DELETE = defineRoute(
  { role: "admin", limit: "write", audit: "alert.channel.remove" },
  async ({ params, container, note }) => {
    const { channels } = await container.alerts.channels()
    const named = channels.find(({ id }) => id === params.id)?.settings
    if (named) note({ details: { kind: named.kind, name: named.name } })
    await container.alerts.removeChannel(params.id ?? "")
    return {}
  },
)

export const { GET, OPTIONS, PATCH, POST } = otherMethods({ PUT, DELETE })
