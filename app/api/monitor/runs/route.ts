import { monitorRunsQuerySchema } from "#lib/domain/monitor/answers"
import { runsFor } from "#lib/server/engine/monitor-answers"
import { defineRoute } from "#lib/server/http/define-route"
import { otherMethods } from "#lib/server/http/other-methods"

export const GET = defineRoute(
  { role: "viewer", limit: "read", query: monitorRunsQuerySchema },
  ({ query, who, container }) => runsFor(query, who.person, container),
)

export const { DELETE, OPTIONS, PATCH, POST, PUT } = otherMethods({ GET })
