import { defineRoute } from "#lib/server/http/define-route"

export const POST = defineRoute(
  { role: "member", limit: "write", audit: "batch.cancel" },
  async ({ params, who, container }) => {
    return (await container.engine.cancelBatch(params.id ?? "", who.person.id)) ?? {}
  },
)
