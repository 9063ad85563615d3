import { historyQuerySchema } from "#lib/domain/page"
import { defineRoute } from "#lib/server/http/define-route"
import { otherMethods } from "#lib/server/http/other-methods"

export const GET = defineRoute(
  { role: "viewer", limit: "read", query: historyQuerySchema },
  ({ query, who, container }) => {
    const { cursor, limit, ...filter } = query
    return container.store.runs.history(who.person.id, filter, { cursor, limit })
  },
)

export const { DELETE, OPTIONS, PATCH, POST, PUT } = otherMethods({ GET })
