import { monitorQuerySchema } from "#lib/domain/monitor/answers"
import { seriesFor } from "#lib/server/engine/monitor-answers"
import { defineRoute } from "#lib/server/http/define-route"
import { otherMethods } from "#lib/server/http/other-methods"

export const GET = defineRoute(
  { role: "viewer", limit: "read", query: monitorQuerySchema },
  ({ query, who, container }) => seriesFor(query, who.person, container),
)

export const { DELETE, OPTIONS, PATCH, POST, PUT } = otherMethods({ GET })
