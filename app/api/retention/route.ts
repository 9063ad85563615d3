import { retentionPolicySchema } from "#lib/domain/retention"
import { defineRoute } from "#lib/server/http/define-route"
import { otherMethods } from "#lib/server/http/other-methods"

export const GET = defineRoute({ role: "admin", limit: "read" }, ({ container }) =>
  container.retention.state(),
)

export const PUT = defineRoute(
  { role: "admin", limit: "write", body: retentionPolicySchema, audit: "retention.change" },
  async ({ body, who, container: { store, retention, now }, note }) => {
    const before = await store.retention.policy()
    const changes = Object.entries(body).filter(([name, value]) => Reflect.get(before, name) !== value)
    note({
      details: Object.fromEntries(
        changes.map(([name, value]) => [
          name,
          `${Reflect.get(before, name) ?? "for ever"} -> ${value ?? "for ever"}`,
        ]),
      ),
    })
    await store.retention.setPolicy(body, { personId: who.person.id, now: now() })
    return retention.state()
  },
)

export const { DELETE, OPTIONS, PATCH, POST } = otherMethods({ GET, PUT })
