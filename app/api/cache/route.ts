import { clearCacheSchema } from "#lib/domain/answer-cache"
import { BracketError } from "#lib/domain/errors"
import { mayActAs } from "#lib/domain/person"
import { ownScope, rulesOf } from "#lib/server/engine/answer-from-cache"
import { defineRoute } from "#lib/server/http/define-route"
import { otherMethods } from "#lib/server/http/other-methods"

/** What the cache of answers holds. */
export const GET = defineRoute({ role: "viewer", limit: "read" }, async ({ who, container }) => {
  const { cache, policy } = container.caching
  return cache.figures(ownScope(who.person.id), rulesOf(await policy()))
})

/** Forgets one's own answers; admins everybody's. */
export const DELETE = defineRoute(
  { role: "member", limit: "write", query: clearCacheSchema, audit: "cache.clear" },
  async ({ who, query: { whose }, container, note }) => {
    if (whose === "all" && !mayActAs(who.person.role, "admin"))
      throw new BracketError("forbidden", "Only admins empty the whole cache.", {
        hint: "Empty your own part of it.",
        params: { role: "admin" },
      })
    const removed = await container.caching.cache.clear(whose === "all" ? undefined : ownScope(who.person.id))
    note({ details: { whose, removed } })
    return { removed }
  },
)

export const { OPTIONS, PATCH, POST, PUT } = otherMethods({ GET, DELETE })
