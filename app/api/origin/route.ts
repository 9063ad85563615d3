import { maxOrigins, originQuestionSchema } from "#lib/domain/origin"
import { defineRoute } from "#lib/server/http/define-route"
import { otherMethods } from "#lib/server/http/other-methods"

/** Whether an output came from here, when and from whom. It tells what people have done, hence it is written down. */
export const POST = defineRoute(
  { role: "admin", limit: "read", body: originQuestionSchema, audit: "origin.look-up" },
  async ({ body, who, container, note }) => {
    const found = await container.store.origins.find(body, who.person.id, maxOrigins)
    note({ target: body.sha256, details: { found: found.total } })
    return { asked: body, at: container.now(), ...found }
  },
)

export const { DELETE, GET, OPTIONS, PATCH, PUT } = otherMethods({ POST })
