import { muteAlertsSchema } from "#lib/domain/alerts/alert"
import { defineRoute } from "#lib/server/http/define-route"
import { otherMethods } from "#lib/server/http/other-methods"

/** No messages of an alert, or of any, until a moment; null ends it. */
export const POST = defineRoute(
  { role: "admin", limit: "write", body: muteAlertsSchema, audit: "alert.mute" },
  async ({ who, body, container, note }) => {
    note({ target: body.key, details: { until: body.until ?? "" } })
    await container.alerts.mute(body, who.person.id)
    return {}
  },
)

export const { DELETE, GET, OPTIONS, PATCH, PUT } = otherMethods({ POST })
