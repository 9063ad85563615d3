import { changePolicySchema } from "#lib/domain/policy"
import { changeDetails } from "#lib/server/audit/change-details"
import { defineRoute } from "#lib/server/http/define-route"
import { otherMethods } from "#lib/server/http/other-methods"

/** What admins allow to everybody. */
export const GET = defineRoute({ role: "viewer", limit: "read" }, ({ container }) =>
  container.store.policy.get(),
)

export const PATCH = defineRoute(
  { role: "admin", limit: "write", body: changePolicySchema, audit: "policy.change" },
  async ({ who, body, container, note }) => {
    const before = await container.store.policy.get()
    const after = await container.store.policy.set(body, { personId: who.person.id, now: container.now() })
    note({ details: changeDetails(before, after) })
    return after
  },
)

export const { DELETE, OPTIONS, POST, PUT } = otherMethods({ GET, PATCH })
