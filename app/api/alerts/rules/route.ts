import { type AlertRule, changeAlertRulesSchema } from "#lib/domain/alerts/alert-rules"
import { changeDetails } from "#lib/server/audit/change-details"
import { defineRoute } from "#lib/server/http/define-route"
import { otherMethods } from "#lib/server/http/other-methods"

/** The rules, and what their values are just now. */
export const GET = defineRoute({ role: "admin", limit: "read" }, ({ container }) => container.alerts.rules())

/** Changes some of them; they hold from the next look on, which is taken at once. */
export const PUT = defineRoute(
  { role: "admin", limit: "write", body: changeAlertRulesSchema, audit: "alert.rules" },
  async ({ who, body, container, note }) => {
    note({ details: { changed: body.rules.map(({ kind }) => kind).join(" ") } })
    const { rules: before } = await container.alerts.rules()
    await container.alerts.setRules(body.rules, who.person.id)
    const after = await container.alerts.rules()
    note({ details: changeDetails(settingsOf(before), settingsOf(after.rules)) })
    return after
  },
)

/** Each setting of each rule by a name of its own: `quota.threshold`. */
const settingsOf = (rules: readonly AlertRule[]): Record<string, unknown> =>
  Object.fromEntries(
    rules.flatMap(({ kind, ...settings }) =>
      Object.entries(settings).map(([name, value]) => [`${kind}.${name}`, value]),
    ),
  )

export const { DELETE, OPTIONS, PATCH, POST } = otherMethods({ GET, PUT })
