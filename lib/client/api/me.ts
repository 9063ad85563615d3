import { queryOptions, useMutation, useQueryClient } from "@tanstack/react-query"
import * as z from "zod/mini"
import { type Person, personSchema, type SetPassword } from "#lib/domain/person"
import { nothing, request } from "./request.ts"

const answerSchema = z.object({ person: personSchema })

/** `GET /api/me`: the signed-in person; begins with what the page was rendered with. */
export function meQuery(known: Person) {
  return queryOptions({
    queryKey: ["me"],
    queryFn: async ({ signal }) => (await request(answerSchema, "/api/me", { signal })).person,
    initialData: known,
  })
}

/** `POST /api/me/password`. */
export function useSetPassword() {
  const client = useQueryClient()
  return useMutation({
    mutationFn: async (body: SetPassword) =>
      (await request(answerSchema, "/api/me/password", { method: "POST", body })).person,
    onSuccess: (person) => client.setQueryData(["me"], person),
  })
}

/** `POST /api/me/sign-out-everywhere`: ends every session, this one too. */
export function useSignOutEverywhere() {
  return useMutation({
    mutationFn: () => request(nothing, "/api/me/sign-out-everywhere", { method: "POST" }),
  })
}
