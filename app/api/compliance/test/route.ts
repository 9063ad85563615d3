import { maxListsBodyBytes, testWordsSchema } from "#lib/domain/compliance/word-list-schema"
import { tryWords } from "#lib/server/engine/screening/try-words"
import { defineRoute } from "#lib/server/http/define-route"
import { otherMethods } from "#lib/server/http/other-methods"

/** Says what a text would meet. Nothing is kept of it. */
export const POST = defineRoute(
  { role: "admin", limit: "write", body: testWordsSchema, maxBodyBytes: maxListsBodyBytes },
  async ({ body, container }) => tryWords(body, await container.store.wordLists.atWork()),
)

export const { DELETE, GET, OPTIONS, PATCH, PUT } = otherMethods({ POST })
