import { joinBatchSchema } from "#lib/domain/batch"
import { batchDetails } from "#lib/server/audit/change-details"
import { defineRoute } from "#lib/server/http/define-route"
import { otherMethods } from "#lib/server/http/other-methods"

const megabyte = 1024 * 1024

export const POST = defineRoute(
  {
    role: "member",
    limit: "batches",
    body: joinBatchSchema,
    maxBodyBytes: 16 * megabyte,
    audit: "batch.join",
  },
  ({ params, body, who, container, request, note }) => {
    note({ details: batchDetails(body) })
    const traceparent = request.headers.get("traceparent") ?? undefined
    return container.engine.joinBatch(params.id ?? "", body, who.person.id, traceparent)
  },
)

export const { DELETE, GET, OPTIONS, PATCH, PUT } = otherMethods({ POST })
