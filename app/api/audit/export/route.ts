import { auditExportQuerySchema } from "#lib/domain/audit"
import { auditFile } from "#lib/server/audit/audit-export"
import { peopleNames } from "#lib/server/audit/audit-page"
import { defineRoute } from "#lib/server/http/define-route"
import { lineStream } from "#lib/server/http/line-stream"
import { otherMethods } from "#lib/server/http/other-methods"

const types = { csv: "text/csv", jsonl: "application/x-ndjson" }

/** What a filter shows, as a file; itself a line of the log. */
export const GET = defineRoute(
  { role: "admin", limit: "write", query: auditExportQuerySchema, audit: "audit.export" },
  async ({ query: { format, ...filter }, container: { store, now }, note }) => {
    note({ details: { format, ...filter } })
    const day = new Date(now()).toISOString().slice(0, 10)
    return lineStream(auditFile(store.audit, filter, format, await peopleNames(store)), {
      type: types[format],
      fileName: `audit-${day}.${format}`,
    })
  },
)

export const { DELETE, OPTIONS, PATCH, POST, PUT } = otherMethods({ GET })
