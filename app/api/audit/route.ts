import { auditQuerySchema } from "#lib/domain/audit"
import { readAuditPage } from "#lib/server/audit/audit-page"
import { defineRoute } from "#lib/server/http/define-route"
import { otherMethods } from "#lib/server/http/other-methods"

/** What happened, newest first. */
export const GET = defineRoute(
  { role: "admin", limit: "read", query: auditQuerySchema },
  ({ query, container }) => readAuditPage(container.store, query),
)

export const { DELETE, OPTIONS, PATCH, POST, PUT } = otherMethods({ GET })
