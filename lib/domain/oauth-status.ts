import * as z from "zod/mini"

/** How a connection stands with its OAuth 2.0 server. */
export const oauthStatusSchema = z.object({
  /** `reconnect`: the consent is over or was withdrawn. */
  state: z.enum(["connected", "reconnect", "disconnected"]),
  connectedAt: z.optional(z.number()),
  /** The id of the person who consented; null: somebody who has left. */
  connectedBy: z.optional(z.nullable(z.string())),
  scope: z.optional(z.nullable(z.string())),
})
export type OAuthStatus = z.infer<typeof oauthStatusSchema>

/** `GET /api/connections/:id/oauth`. */
export const oauthStatusAnswer = z.object({ status: oauthStatusSchema })

/** `POST /api/connections/:id/oauth/start`. */
export const oauthStartAnswer = z.object({ url: z.url({ protocol: /^https?$/ }) })
