import { BracketError } from "#lib/domain/errors"
import { defineRoute } from "#lib/server/http/define-route"
import { otherMethods } from "#lib/server/http/other-methods"

/** Takes an invitation back. */
export const DELETE = defineRoute(
  { role: "admin", limit: "write", audit: "person.uninvite" },
  async ({ params, container }) => {
    if (!(await container.store.invitations.revoke(params.id ?? "")))
      throw new BracketError("not_found", "There is no such invitation.", {
        hint: "It may have been accepted or taken back.",
      })
    return {}
  },
)

export const { GET, OPTIONS, PATCH, POST, PUT } = otherMethods({ DELETE })
