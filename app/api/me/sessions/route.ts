import type { Session } from "#lib/domain/people-schema"
import { defineRoute } from "#lib/server/http/define-route"
import { otherMethods } from "#lib/server/http/other-methods"

/** Where one is signed in, the session last used first. */
export const GET = defineRoute({ role: "viewer", limit: "read" }, async ({ who, container }) => {
  const rows = await container.store.sessions.list(who.person.id, container.now())
  const sessions = rows.map(
    (row): Session => ({
      id: row.id,
      userAgent: row.user_agent,
      address: row.address,
      createdAt: row.created_at,
      lastSeenAt: row.last_seen_at,
      current: row.id === who.sessionId,
    }),
  )
  return { sessions }
})

export const { DELETE, OPTIONS, PATCH, POST, PUT } = otherMethods({ GET })
