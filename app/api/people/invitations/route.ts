import { inviteSchema } from "#lib/domain/people-schema"
import { invite } from "#lib/server/auth/invitations"
import { defineRoute } from "#lib/server/http/define-route"
import { otherMethods } from "#lib/server/http/other-methods"

/** Invites somebody; the answer holds the link, this once. */
export const POST = defineRoute(
  { role: "admin", limit: "write", body: inviteSchema, audit: "person.invite" },
  async ({ body, who, container, note }) => {
    note({ details: { role: body.role, email: body.email } })
    const invited = await invite(container, who, body)
    note({ target: invited.invitation.id })
    return invited
  },
)

export const { DELETE, GET, OPTIONS, PATCH, PUT } = otherMethods({ POST })
