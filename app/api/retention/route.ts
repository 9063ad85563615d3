import { type RetentionPolicy, retentionPolicySchema } from "#lib/domain/retention"
import { changeDetails } from "#lib/server/audit/change-details"
import { defineRoute } from "#lib/server/http/define-route"
import { otherMethods } from "#lib/server/http/other-methods"

export const GET = defineRoute({ role: "admin", limit: "read" }, ({ container }) =>
  container.retention.state(),
)

export const PUT = defineRoute(
  { role: "admin", limit: "write", body: retentionPolicySchema, audit: "retention.change" },
  async ({ body, who, container: { store, retention, now }, note }) => {
    const before = await store.retention.policy()
    note({ details: changeDetails(spoken(before), spoken(body)) })
    await store.retention.setPolicy(body, { personId: who.person.id, now: now() })
    return retention.state()
  },
)

/** For the log: no number of days means for ever. */
const spoken = (policy: RetentionPolicy): object =>
  Object.fromEntries(Object.entries(policy).map(([name, value]) => [name, value ?? "forever"]))

export const { DELETE, OPTIONS, PATCH, POST } = otherMethods({ GET, PUT })
