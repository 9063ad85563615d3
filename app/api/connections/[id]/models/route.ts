import { putModelsSchema } from "#lib/domain/managed-connection"
import { defineRoute } from "#lib/server/http/define-route"
import { otherMethods } from "#lib/server/http/other-methods"

/** What is said of models, in place of what was. */
export const PUT = defineRoute(
  {
    role: "member",
    limit: "write",
    body: putModelsSchema,
    maxBodyBytes: 1_048_576,
    audit: "connection.models",
  },
  async ({ params, who, body, container }) => ({
    connection: await container.connections.management.putModels(who.person, params.id ?? "", body.models),
  }),
)

export const { DELETE, GET, OPTIONS, PATCH, POST } = otherMethods({ PUT })
