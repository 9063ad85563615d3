import { retentionPolicySchema } from "#lib/domain/retention"
import { defineRoute } from "#lib/server/http/define-route"
import { otherMethods } from "#lib/server/http/other-methods"

/** What would go now under a policy, which need not be the one that holds. */
export const POST = defineRoute(
  { role: "admin", limit: "write", body: retentionPolicySchema, audit: "retention.preview" },
  async ({ body, container }) => ({ going: await container.retention.preview(body) }),
)

export const { DELETE, GET, OPTIONS, PATCH, PUT } = otherMethods({ POST })
