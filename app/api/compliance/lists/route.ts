import { maxListsBodyBytes, wordListContentSchema } from "#lib/domain/compliance/word-list-schema"
import { defineRoute } from "#lib/server/http/define-route"
import { otherMethods } from "#lib/server/http/other-methods"
import { wordListFacts } from "#lib/server/http/word-list-routes"

const weekMs = 7 * 24 * 60 * 60_000

/** All lists, without their words, and what was found in the last seven days. */
export const GET = defineRoute({ role: "admin", limit: "read" }, async ({ container: { store, now } }) => ({
  lists: await store.wordLists.list(),
  counts: await store.screening.counts(now() - weekMs, now() + 1),
}))

/** Makes a draft. */
export const POST = defineRoute(
  {
    role: "admin",
    limit: "write",
    body: wordListContentSchema,
    maxBodyBytes: maxListsBodyBytes,
    audit: "compliance.create-list",
  },
  async ({ body, who, container: { store, now }, note }) => {
    const made = await store.wordLists.create(body, { personId: who.person.id, now: now() })
    note({ target: made.id, details: wordListFacts(body) })
    return made
  },
)

export const { DELETE, OPTIONS, PATCH, PUT } = otherMethods({ GET, POST })
