import { defineRoute } from "#lib/server/http/define-route"
import { otherMethods } from "#lib/server/http/other-methods"

export const POST = defineRoute(
  { role: "member", limit: "write", audit: "batch.resume" },
  async ({ params, who, container }) => {
    return (await container.engine.resumeBatch(params.id ?? "", who.person.id)) ?? {}
  },
)

export const { DELETE, GET, OPTIONS, PATCH, PUT } = otherMethods({ POST })
