import { defineRoute } from "#lib/server/http/define-route"
import { oauthCallback } from "#lib/server/http/oauth-callback"
import { otherMethods } from "#lib/server/http/other-methods"

/** Where a provider sends the browser back to: anyone, as a browser that is not signed in has to see a page too. */
export const GET = defineRoute({ role: "anyone", limit: "write" }, oauthCallback)

export const { DELETE, OPTIONS, PATCH, POST, PUT } = otherMethods({ GET })
