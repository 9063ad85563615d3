import { verificationLines } from "#lib/server/audit/audit-verification"
import { defineRoute } from "#lib/server/http/define-route"
import { lineStream } from "#lib/server/http/line-stream"
import { otherMethods } from "#lib/server/http/other-methods"

/** Walks the whole chain; answers how far it is, line by line, and at last the report. */
export const POST = defineRoute(
  { role: "admin", limit: "write", audit: "audit.verify" },
  ({ container: { store, auditSigner } }) =>
    lineStream(verificationLines(store.audit, auditSigner), { type: "application/x-ndjson" }),
)

export const { DELETE, GET, OPTIONS, PATCH, PUT } = otherMethods({ POST })
