import { defineRoute } from "#lib/server/http/define-route"
import { otherMethods } from "#lib/server/http/other-methods"

/** The process is alive. */
export const GET = defineRoute({ role: "anyone", limit: "probe" }, () => ({ status: "ok" }))

export const { DELETE, OPTIONS, PATCH, POST, PUT } = otherMethods({ GET })
