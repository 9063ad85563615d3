import { queryOptions, useMutation, useQueryClient } from "@tanstack/react-query"
import type { Person, SetPassword } from "#lib/domain/person"
import { request, send } from "./request.ts"

const answer = () => import("#lib/domain/answers").then(({ personAnswer }) => personAnswer)

/** `GET /api/me`: the signed-in person; begins with what the page was rendered with. */
export function meQuery(known: Person) {
  return queryOptions({
    queryKey: ["me"],
    queryFn: async ({ signal }) => (await request(answer, "/api/me", { signal })).person,
    initialData: known,
  })
}

/** `POST /api/me/password`. */
export function useSetPassword() {
  const client = useQueryClient()
  return useMutation({
    mutationFn: async (body: SetPassword) =>
      (await request(answer, "/api/me/password", { method: "POST", body })).person,
    onSuccess: (person) => client.setQueryData(["me"], person),
  })
}

/** `PATCH /api/me`: another name. */
export function useRename() {
  const client = useQueryClient()
  return useMutation({
    mutationFn: async (name: string) =>
      (await request(answer, "/api/me", { method: "PATCH", body: { name } })).person,
    onSuccess: (person) => client.setQueryData(["me"], person),
  })
}

/** `POST /api/me/sign-out-everywhere`: ends every session but this one. */
export function useSignOutEverywhere() {
  const client = useQueryClient()
  return useMutation({
    mutationFn: () => send("/api/me/sign-out-everywhere", { method: "POST" }),
    onSettled: () => client.invalidateQueries({ queryKey: ["me", "sessions"] }),
  })
}
