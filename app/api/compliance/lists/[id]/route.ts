import { changeWordListSchema, maxListsBodyBytes } from "#lib/domain/compliance/word-list-schema"
import { defineRoute } from "#lib/server/http/define-route"
import { otherMethods } from "#lib/server/http/other-methods"
import { changeWordList, wordListFacts, wordListOr404 } from "#lib/server/http/word-list-routes"

const body = changeWordListSchema
const maxBodyBytes = maxListsBodyBytes

export const GET = defineRoute({ role: "admin", limit: "read" }, async ({ params, container }) =>
  wordListOr404(await container.store.wordLists.get(params.id ?? "")),
)

export const PATCH = defineRoute(
  { role: "admin", limit: "write", body, maxBodyBytes, audit: "compliance.change-list" },
  async ({ params, body, who, container: { store, now, wordFilter }, note }) => {
    const by = { personId: who.person.id, now: now() }
    const list = await changeWordList(store.wordLists, params.id ?? "", body, by)
    note({ details: { ...wordListFacts(list), version: list.version, state: list.state } })
    await wordFilter.refresh()
    return list
  },
)

export const DELETE = defineRoute(
  { role: "admin", limit: "write", audit: "compliance.delete-list" },
  async ({ params, container: { store, wordFilter }, note }) => {
    const list = wordListOr404(await store.wordLists.get(params.id ?? ""))
    note({ details: wordListFacts(list) })
    await store.wordLists.remove(list.id)
    await wordFilter.refresh()
    return {}
  },
)

export const { OPTIONS, POST, PUT } = otherMethods({ GET, PATCH, DELETE })
