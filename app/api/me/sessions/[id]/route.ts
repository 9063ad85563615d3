import { BracketError } from "#lib/domain/errors"
import { defineRoute } from "#lib/server/http/define-route"
import { otherMethods } from "#lib/server/http/other-methods"

/** Signs one of one's own sessions out. */
export const DELETE = defineRoute(
  { role: "viewer", limit: "write", audit: "session.end" },
  async ({ params, who, container }) => {
    if (!(await container.store.sessions.endOwn(params.id ?? "", who.person.id, container.now())))
      throw new BracketError("not_found", "There is no such session.", {
        hint: "It may have ended already.",
      })
    return {}
  },
)

export const { GET, OPTIONS, PATCH, POST, PUT } = otherMethods({ DELETE })
