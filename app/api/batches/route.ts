import { startBatchSchema } from "#lib/domain/batch"
import { listQuerySchema } from "#lib/domain/page"
import { batchDetails } from "#lib/server/audit/change-details"
import { stillSignedIn } from "#lib/server/auth/signed-in"
import { defineRoute } from "#lib/server/http/define-route"
import { batchEventStream } from "#lib/server/http/event-stream"
import { otherMethods } from "#lib/server/http/other-methods"

const megabyte = 1024 * 1024

export const GET = defineRoute(
  { role: "viewer", limit: "read", query: listQuerySchema },
  ({ who, query, container }) => container.store.batches.list(who.person.id, query),
)

/** Starts a batch, or attaches to it when it was started before; answers its events. */
export const POST = defineRoute(
  {
    role: "member",
    limit: "batches",
    body: startBatchSchema,
    maxBodyBytes: 16 * megabyte,
    audit: "batch.start",
  },
  async ({ who, body, container, request, note }) => {
    note({ target: body.batchId, details: batchDetails(body) })
    const traceparent = request.headers.get("traceparent") ?? undefined
    const { attached } = await container.engine.startBatch(body, who.person.id, traceparent)
    if (attached) note({ details: { attached } })
    const from = { fresh: !attached }
    return batchEventStream(
      container.engine,
      body.batchId,
      who.person.id,
      from,
      stillSignedIn(who, container),
    )
  },
)

export const { DELETE, OPTIONS, PATCH, PUT } = otherMethods({ GET, POST })
