import * as z from "zod/mini"
import { oauthTokensPurpose } from "#lib/server/secrets/purposes"
import type { SecretBox } from "#lib/server/secrets/secret-box"
import type { OAuthTokenRow } from "#lib/server/store/schema"
import type { OAuthClient, TokenSet } from "./oauth-client.ts"

/** What the database seals. `client` and `audience` bind the tokens to whom they were given for. */
const heldSchema = z.object({
  accessToken: z.string(),
  refreshToken: z.optional(z.string()),
  client: z.string(),
  audience: z.string(),
})
export type HeldTokens = z.infer<typeof heldSchema>

/** Who asks whom. */
export const clientMark = ({ clientId, tokenUrl }: OAuthClient): string => `${clientId} ${tokenUrl}`

/** Opens stored tokens; undefined when the connection has become another since they were given. */
export async function openTokens(
  row: OAuthTokenRow,
  client: OAuthClient,
  secrets: SecretBox,
): Promise<HeldTokens | undefined> {
  const held = heldSchema.parse(
    JSON.parse(await secrets.open(row.sealed, oauthTokensPurpose(row.connection_id))),
  )
  return held.client === clientMark(client) && held.audience === client.audience ? held : undefined
}

/** The part of a row that a set of tokens makes. A server that names no new refresh token means the old one. */
export function sealTokens(
  connectionId: string,
  tokens: TokenSet,
  client: OAuthClient,
  context: { secrets: SecretBox; at: number; before?: HeldTokens },
): Pick<OAuthTokenRow, "sealed" | "expires_at" | "refused" | "updated_at"> {
  const held: HeldTokens = {
    accessToken: tokens.accessToken,
    refreshToken: tokens.refreshToken ?? context.before?.refreshToken,
    client: clientMark(client),
    audience: client.audience,
  }
  return {
    sealed: context.secrets.seal(JSON.stringify(held), oauthTokensPurpose(connectionId)),
    expires_at: tokens.lifetimeMs === undefined ? null : context.at + tokens.lifetimeMs,
    refused: 0,
    updated_at: context.at,
  }
}
