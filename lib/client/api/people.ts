import { queryOptions, useMutation, useQueryClient } from "@tanstack/react-query"
import type { ChangePerson, Invite } from "#lib/domain/people-schema"
import { request, send } from "./request.ts"

const schemas = () => import("#lib/domain/people-schema")
const peopleKey = ["people"]

/** `GET /api/people`: everybody, with budgets and use, and the open invitations; for admins. */
export function peopleQuery() {
  return queryOptions({
    queryKey: peopleKey,
    queryFn: ({ signal }) => request(async () => (await schemas()).peopleAnswer, "/api/people", { signal }),
  })
}

const linkAnswer = async () => (await schemas()).linkAnswer
const pathOf = (personId: string) => `/api/people/${encodeURIComponent(personId)}`

/** A call that changes the list of people, which is read again. */
function usePeopleMutation<Variables, Answer>(call: (variables: Variables) => Promise<Answer>) {
  const client = useQueryClient()
  return useMutation({
    mutationFn: call,
    onSettled: () => client.invalidateQueries({ queryKey: peopleKey }),
  })
}

/** `POST /api/people/invitations`: the link is in the answer, this once. */
export const useInvite = () =>
  usePeopleMutation((body: Invite) =>
    request(linkAnswer, "/api/people/invitations", { method: "POST", body }),
  )

/** `DELETE /api/people/invitations/:id`. */
export const useUninvite = () =>
  usePeopleMutation((invitationId: string) =>
    send(`/api/people/invitations/${encodeURIComponent(invitationId)}`, { method: "DELETE" }),
  )

/** `PATCH /api/people/:id`. */
export const useChangePerson = () =>
  usePeopleMutation(({ personId, change }: { personId: string; change: ChangePerson }) =>
    send(pathOf(personId), { method: "PATCH", body: change }),
  )

/** `DELETE /api/people/:id`: `handTo` gets what they own; null deletes it. */
export const useRemovePerson = () =>
  usePeopleMutation(({ personId, handTo }: { personId: string; handTo: string | null }) =>
    send(pathOf(personId), { method: "DELETE", body: { handTo } }),
  )

/** `POST /api/people/:id/link`: a new way in for somebody who has lost theirs. */
export const useMakeLink = () =>
  usePeopleMutation((personId: string) => request(linkAnswer, `${pathOf(personId)}/link`, { method: "POST" }))
