import { queryOptions, useMutation, useQueryClient } from "@tanstack/react-query"
import { request, send } from "./request.ts"

const answer = () => import("#lib/domain/people-schema").then(({ sessionsAnswer }) => sessionsAnswer)
export const sessionsKey = ["me", "sessions"]

/** `GET /api/me/sessions`: where one is signed in. */
export function sessionsQuery() {
  return queryOptions({
    queryKey: sessionsKey,
    queryFn: async ({ signal }) => (await request(answer, "/api/me/sessions", { signal })).sessions,
  })
}

/** `DELETE /api/me/sessions/:id`. */
export function useEndSession() {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (sessionId: string) =>
      send(`/api/me/sessions/${encodeURIComponent(sessionId)}`, { method: "DELETE" }),
    onSettled: () => client.invalidateQueries({ queryKey: sessionsKey }),
  })
}
