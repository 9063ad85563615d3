import { defineRoute } from "#lib/server/http/define-route"
import { sandboxConsent } from "#lib/server/http/sandbox-consent"

/** The sandbox's consent page, which listens on a port that only this server reaches. */
export const GET = defineRoute({ role: "member", limit: "read" }, ({ request, container }) =>
  sandboxConsent(request, container),
)
export const POST = defineRoute({ role: "member", limit: "write" }, ({ request, container }) =>
  sandboxConsent(request, container),
)
