import { defineRoute } from "#lib/server/http/define-route"
import { otherMethods } from "#lib/server/http/other-methods"

export const POST = defineRoute(
  { role: "member", limit: "write", audit: "run.cancel" },
  async ({ params, who, container }) => {
    await container.engine.cancelRun(params.id ?? "", who.person.id)
    return {}
  },
)

export const { DELETE, GET, OPTIONS, PATCH, PUT } = otherMethods({ POST })
