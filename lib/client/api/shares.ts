import { queryOptions, useMutation, useQueryClient } from "@tanstack/react-query"
import type { ChangeShare, CreateShare } from "#lib/domain/share"
import { request, send } from "./request.ts"

const schemas = () => import("#lib/domain/share")
const sharesKey = ["shares"]
const pathOf = (id: string) => `/api/shares/${encodeURIComponent(id)}`

/** `GET /api/shares`: one's own links, newest first. */
export function sharesQuery() {
  return queryOptions({
    queryKey: sharesKey,
    queryFn: async ({ signal }) =>
      (await request(async () => (await schemas()).sharesAnswer, "/api/shares", { signal })).shares,
  })
}

/** A call that changes the list of links, which is read again. */
function useShareMutation<Variables, Answer>(call: (variables: Variables) => Promise<Answer>) {
  const client = useQueryClient()
  return useMutation({
    mutationFn: call,
    onSettled: () => client.invalidateQueries({ queryKey: sharesKey }),
  })
}

const shareOf = async () => (await schemas()).shareAnswer

/** `POST /api/shares`. Throws an ApiError `not_found` when a run is not there any more. */
export const useCreateShare = () =>
  useShareMutation((body: CreateShare) => request(shareOf, "/api/shares", { method: "POST", body }))

/** `PATCH /api/shares/:id`. */
export const useChangeShare = () =>
  useShareMutation(({ id, change }: { id: string; change: ChangeShare }) =>
    request(shareOf, pathOf(id), { method: "PATCH", body: change }),
  )

/** `DELETE /api/shares/:id`. */
export const useRevokeShare = () => useShareMutation((id: string) => send(pathOf(id), { method: "DELETE" }))

/** `POST /api/shares/:id/images`: the images that its setup starts from become one's own, too. */
export async function takeShareImages(id: string): Promise<void> {
  await send(`${pathOf(id)}/images`, { method: "POST" })
}

/** `POST /api/shares/:id/views`: somebody looks at it. */
export async function countShareView(id: string): Promise<void> {
  await send(`${pathOf(id)}/views`, { method: "POST" })
}
