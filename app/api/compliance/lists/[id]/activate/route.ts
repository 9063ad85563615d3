import { activateWordListSchema } from "#lib/domain/compliance/word-list-schema"
import { defineRoute } from "#lib/server/http/define-route"
import { otherMethods } from "#lib/server/http/other-methods"
import { wordListFacts, wordListOr404 } from "#lib/server/http/word-list-routes"

/** Puts the latest version to work: on this node before the answer, on others within seconds. */
export const POST = defineRoute(
  { role: "admin", limit: "write", body: activateWordListSchema, audit: "compliance.activate-list" },
  async ({ params, body, who, container: { store, now, wordFilter }, note }) => {
    const by = { personId: who.person.id, now: now() }
    const list = wordListOr404(await store.wordLists.activate(params.id ?? "", body.version, by))
    note({ details: { ...wordListFacts(list), version: list.version } })
    await wordFilter.refresh()
    return list
  },
)

export const { DELETE, GET, OPTIONS, PATCH, PUT } = otherMethods({ POST })
