import { lookAtInvitationSchema } from "#lib/domain/people-schema"
import { lookAtInvitation } from "#lib/server/auth/invitations"
import { defineRoute } from "#lib/server/http/define-route"
import { otherMethods } from "#lib/server/http/other-methods"

/** Whom an invitation is for. By POST, and from the page's script: looking at the link spends nothing. */
export const POST = defineRoute(
  { role: "anyone", limit: "signInLink", body: lookAtInvitationSchema },
  ({ body, container }) => lookAtInvitation(container, body.token),
)

export const { DELETE, GET, OPTIONS, PATCH, PUT } = otherMethods({ POST })
