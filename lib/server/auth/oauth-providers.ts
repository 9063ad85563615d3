import type { NextAuthOptions, Profile } from "next-auth"
import GitHubProvider, { type GithubProfile } from "next-auth/providers/github"
import GoogleProvider from "next-auth/providers/google"
import type { OAuthConfig } from "next-auth/providers/oauth"
import type { Config } from "#lib/server/config"

/** How long a provider may take to answer one of our calls, in ms. */
const httpOptions = { timeout: 10_000 }

/** A profile that says whether its address is verified. */
export interface VerifiedProfile extends Profile {
  email_verified?: boolean | string
}

type Provider = NextAuthOptions["providers"][number]
type SignInConfig = Config["signIn"]

/** next-auth's providers, as far as they are configured. */
export function oauthProviders({ github, google, oidc }: SignInConfig): Provider[] {
  return [
    ...(github ? [gitHub(github)] : []),
    ...(google ? [GoogleProvider({ ...google, httpOptions })] : []),
    ...(oidc ? [openIdConnect(oidc)] : []),
  ]
}

/** GitHub, with the one of its addresses that it has verified: the public one of a profile need not be. */
function gitHub(keys: NonNullable<SignInConfig["github"]>): OAuthConfig<GithubProfile> {
  return {
    ...GitHubProvider({ ...keys, httpOptions }),
    userinfo: {
      url: "https://api.github.com/user",
      async request({ client, tokens }): Promise<VerifiedProfile> {
        const token = tokens.access_token ?? ""
        const profile = await client.userinfo(token)
        const { body } = await client.requestResource("https://api.github.com/user/emails", token)
        const email = primaryAddress(JSON.parse(String(body)))
        return { ...profile, email, email_verified: email !== undefined }
      },
    },
  }
}

function primaryAddress(addresses: unknown): string | undefined {
  if (!Array.isArray(addresses)) return undefined
  return addresses.find((address) => address?.primary === true && address?.verified === true)?.email
}

/** Any issuer of OpenID Connect. Some put the address into the token, some only into what they tell about the user. */
function openIdConnect(issuer: NonNullable<SignInConfig["oidc"]>): OAuthConfig<Profile> {
  return {
    id: "oidc",
    name: issuer.name,
    type: "oauth",
    wellKnown: `${issuer.issuer}/.well-known/openid-configuration`,
    clientId: issuer.clientId,
    clientSecret: issuer.clientSecret,
    authorization: { params: { scope: "openid email profile" } },
    idToken: true,
    checks: ["pkce", "state", "nonce"],
    httpOptions,
    userinfo: {
      async request({ client, tokens }): Promise<VerifiedProfile> {
        // next-auth hands on the token set of its client, whose signature and nonce have been checked.
        const checked = tokens as typeof tokens & { claims(): VerifiedProfile }
        const claims = checked.claims()
        if (!client.issuer.metadata.userinfo_endpoint) return claims
        return { ...claims, ...(await client.userinfo(tokens as Parameters<typeof client.userinfo>[0])) }
      },
    },
    profile: (profile) => ({ id: profile.sub ?? "", sessionId: "" }),
  }
}
