import { queryOptions, useMutation, useQueryClient } from "@tanstack/react-query"
import type { ChangeWordList, WordListContent } from "#lib/domain/compliance/word-list-schema"
import { request, send } from "./request.ts"

const schemas = () => import("#lib/domain/compliance/word-list-schema")
const listsKey = ["word-lists"]
const listAnswer = async () => (await schemas()).wordListAnswer
const pathOf = (id: string) => `/api/compliance/lists/${encodeURIComponent(id)}`

/** `GET /api/compliance/lists`: all lists without their words, and what was found lately; for admins. */
export function wordListsQuery() {
  return queryOptions({
    queryKey: listsKey,
    queryFn: ({ signal }) =>
      request(async () => (await schemas()).wordListsAnswer, "/api/compliance/lists", { signal }),
  })
}

/** `GET /api/compliance/lists/:id`: with the words. */
export function wordListQuery(id: string) {
  return queryOptions({
    queryKey: [...listsKey, id],
    queryFn: ({ signal }) => request(listAnswer, pathOf(id), { signal }),
  })
}

/** A call that changes lists, which are read again. */
function useListMutation<Variables, Answer>(call: (variables: Variables) => Promise<Answer>) {
  const client = useQueryClient()
  return useMutation({
    mutationFn: call,
    onSettled: () => client.invalidateQueries({ queryKey: listsKey }),
  })
}

/** `POST /api/compliance/lists`. */
export const createWordList = (body: WordListContent) =>
  request(listAnswer, "/api/compliance/lists", { method: "POST", body })

/** `PATCH /api/compliance/lists/:id`. */
export const changeWordList = (id: string, body: ChangeWordList) =>
  request(listAnswer, pathOf(id), { method: "PATCH", body })

/** Writes a draft: of a new list where there is no id. */
export const useSaveWordList = () =>
  useListMutation(({ id, version, content }: { id?: string; version: number; content: WordListContent }) =>
    id === undefined ? createWordList(content) : changeWordList(id, { version, content }),
  )

export const useChangeWordList = () =>
  useListMutation(({ id, change }: { id: string; change: ChangeWordList }) => changeWordList(id, change))

/** `POST /api/compliance/lists/:id/activate`. */
export const useActivateWordList = () =>
  useListMutation(({ id, version }: { id: string; version: number }) =>
    request(listAnswer, `${pathOf(id)}/activate`, { method: "POST", body: { version } }),
  )

/** `DELETE /api/compliance/lists/:id`. */
export const useDeleteWordList = () => useListMutation((id: string) => send(pathOf(id), { method: "DELETE" }))

/** Runs several calls as one change, for instance an import into several lists. */
export const useImportWords = () =>
  useListMutation(async (calls: (() => Promise<unknown>)[]) => {
    for (const call of calls) await call()
  })

/** `POST /api/compliance/test`. */
export const useTestWords = () =>
  useMutation({
    mutationFn: (body: { text: string; listId?: string; content?: WordListContent }) =>
      request(async () => (await schemas()).testWordsAnswer, "/api/compliance/test", {
        method: "POST",
        body,
      }),
  })
