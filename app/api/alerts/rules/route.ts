import { changeAlertRulesSchema } from "#lib/domain/alerts/alert-rules"
import { defineRoute } from "#lib/server/http/define-route"
import { otherMethods } from "#lib/server/http/other-methods"

/** The rules, and what their values are just now. */
export const GET = defineRoute({ role: "admin", limit: "read" }, ({ container }) => container.alerts.rules())

/** Changes some of them; they hold from the next look on, which is taken at once. */
export const PUT = defineRoute(
  { role: "admin", limit: "write", body: changeAlertRulesSchema, audit: "alert.rules" },
  async ({ who, body, container, note }) => {
    note({ details: { changed: body.rules.map(({ kind }) => kind).join(" ") } })
    await container.alerts.setRules(body.rules, who.person.id)
    return container.alerts.rules()
  },
)

export const { DELETE, OPTIONS, PATCH, POST } = otherMethods({ GET, PUT })
