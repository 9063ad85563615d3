import { defineRoute } from "#lib/server/http/define-route"
import { oauthCallback } from "#lib/server/http/oauth-callback"

/** Where a provider sends the browser back to: anyone, as a browser that is not signed in has to see a page too. */
export const GET = defineRoute({ role: "anyone", limit: "write" }, oauthCallback)
