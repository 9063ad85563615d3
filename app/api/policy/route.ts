import { changePolicySchema } from "#lib/domain/policy"
import { defineRoute } from "#lib/server/http/define-route"
import { otherMethods } from "#lib/server/http/other-methods"

/** What admins allow to everybody. */
export const GET = defineRoute({ role: "viewer", limit: "read" }, ({ container }) =>
  container.store.policy.get(),
)

export const PATCH = defineRoute(
  { role: "admin", limit: "write", body: changePolicySchema, audit: "policy.change" },
  ({ who, body, container, note }) => {
    note({ details: { ...body } })
    return container.store.policy.set(body, { personId: who.person.id, now: container.now() })
  },
)

export const { DELETE, OPTIONS, POST, PUT } = otherMethods({ GET, PATCH })
