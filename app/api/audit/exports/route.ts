import { reportExportSchema } from "#lib/domain/audit"
import { defineRoute } from "#lib/server/http/define-route"
import { otherMethods } from "#lib/server/http/other-methods"

/** The browser tells that it has saved something as a file: it makes its files by itself, so nobody else could. */
export const POST = defineRoute(
  { role: "viewer", limit: "write", body: reportExportSchema, audit: "export.file" },
  ({ body, note }) => {
    note({ target: body.kind, details: { format: body.format, count: body.count } })
    return {}
  },
)

export const { DELETE, GET, OPTIONS, PATCH, PUT } = otherMethods({ POST })
