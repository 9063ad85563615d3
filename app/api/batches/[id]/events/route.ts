import * as z from "zod/mini"
import { stillSignedIn } from "#lib/server/auth/signed-in"
import { defineRoute } from "#lib/server/http/define-route"
import { batchEventStream } from "#lib/server/http/event-stream"
import { otherMethods } from "#lib/server/http/other-methods"

export const GET = defineRoute(
  { role: "viewer", limit: "read", query: z.object({ after: z.optional(z.string()) }) },
  ({ request, params, query, who, container }) => {
    const after = query.after ?? request.headers.get("last-event-id") ?? undefined
    const mayStillRead = stillSignedIn(who, container)
    return batchEventStream(container.engine, params.id ?? "", who.person.id, { after }, mayStillRead)
  },
)

export const { DELETE, OPTIONS, PATCH, POST, PUT } = otherMethods({ GET })
