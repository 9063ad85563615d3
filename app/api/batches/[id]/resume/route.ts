import { defineRoute } from "#lib/server/http/define-route"

export const POST = defineRoute(
  { role: "member", limit: "write", audit: "batch.resume" },
  async ({ params, who, container }) => {
    return (await container.engine.resumeBatch(params.id ?? "", who.person.id)) ?? {}
  },
)
