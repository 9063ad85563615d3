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

/** `POST /api/me/sign-out-everywhere`: ends every session, this one too. */
export function useSignOutEverywhere() {
  return useMutation({
    mutationFn: () => send("/api/me/sign-out-everywhere", { method: "POST" }),
  })
}
