import { BracketError } from "#lib/domain/errors"
import { defineRoute } from "#lib/server/http/define-route"

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
