import { defineRoute } from "#lib/server/http/define-route"

export const POST = defineRoute(
  { role: "member", limit: "write", audit: "run.cancel" },
  async ({ params, who, container }) => {
    await container.engine.cancelRun(params.id ?? "", who.person.id)
    return {}
  },
)
