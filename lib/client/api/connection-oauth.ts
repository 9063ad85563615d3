import { queryOptions, useMutation, useQueryClient } from "@tanstack/react-query"
import { request, send } from "./request.ts"

const schemas = () => import("#lib/domain/oauth-status")
const pathOf = (id: string) => `/api/connections/${encodeURIComponent(id)}/oauth`
const keyOf = (id: string) => ["connections", "oauth", id]

/** `GET /api/connections/:id/oauth`: how a connection stands with its OAuth 2.0 server. */
export function oauthStatusQuery(id: string) {
  return queryOptions({
    queryKey: keyOf(id),
    queryFn: async ({ signal }) => {
      const schema = () => schemas().then(({ oauthStatusAnswer }) => oauthStatusAnswer)
      return (await request(schema, pathOf(id), { signal })).status
    },
  })
}

/** Leaves this page for the provider's, which leads back to Settings with the outcome in `?oauth=`. */
export function useConnectByOAuth() {
  return useMutation({
    mutationFn: async (id: string) => {
      const schema = () => schemas().then(({ oauthStartAnswer }) => oauthStartAnswer)
      const { url } = await request(schema, `${pathOf(id)}/start`, { method: "POST" })
      window.location.assign(url)
    },
  })
}

/** Forgets the tokens, and withdraws them at the provider. */
export function useDisconnectOAuth() {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (id: string) => send(`${pathOf(id)}/disconnect`, { method: "POST" }),
    onSettled: (_, __, id) => client.invalidateQueries({ queryKey: keyOf(id) }),
  })
}
