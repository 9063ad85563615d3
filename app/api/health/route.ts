import { defineRoute } from "#lib/server/http/define-route"

/** The process is alive. */
export const GET = defineRoute({ role: "anyone", limit: "probe" }, () => ({ status: "ok" }))
