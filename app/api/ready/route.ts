import { BracketError } from "#lib/domain/errors"
import { defineRoute } from "#lib/server/http/define-route"
import { otherMethods } from "#lib/server/http/other-methods"

/** The process takes work: its database answers, and it is not about to stop. */
export const GET = defineRoute({ role: "anyone", limit: "probe" }, async ({ container }) => {
  if (!container.ready)
    throw new BracketError("shutting_down", "This server is about to stop.", { hint: "Ask another node." })
  await container.store.ping()
  return { status: "ready" }
})

export const { DELETE, OPTIONS, PATCH, POST, PUT } = otherMethods({ GET })
