import { cancelBatchSchema } from "#lib/domain/batch"
import { defineRoute } from "#lib/server/http/define-route"
import { otherMethods } from "#lib/server/http/other-methods"

/** Stops a batch, or (`runIds`) some of its runs, also at the upstream. */
export const POST = defineRoute(
  {
    role: "member",
    limit: "write",
    body: cancelBatchSchema,
    bodyOptional: true,
    maxBodyBytes: 512 * 1024,
    audit: "batch.cancel",
  },
  async ({ params, body: { runIds }, who, container: { engine }, note }) => {
    const batchId = params.id ?? ""
    if (runIds) note({ details: { runs: runIds.length } })
    await (runIds
      ? engine.cancelRuns(batchId, runIds, who.person.id)
      : engine.cancelBatch(batchId, who.person.id))
    return {}
  },
)

export const { DELETE, GET, OPTIONS, PATCH, PUT } = otherMethods({ POST })
