import "server-only"
import { randomUUID } from "node:crypto"
import type { NextAuthOptions, User } from "next-auth"
import CredentialsProvider from "next-auth/providers/credentials"
import { BracketError } from "#lib/domain/errors"
import { acceptInvitationSchema } from "#lib/domain/people-schema"
import { acceptInvitation } from "#lib/server/auth/invitations"
import { oauthProviders, type VerifiedProfile } from "#lib/server/auth/oauth-providers"
import { personOfAccount } from "#lib/server/auth/oauth-sign-in"
import { personOfPassword } from "#lib/server/auth/password-sign-in"
import { spendSignInToken } from "#lib/server/auth/sign-in-links"
import type { Container } from "#lib/server/container"

const sessionSeconds = 30 * 24 * 60 * 60

declare module "next-auth" {
  interface User {
    sessionId: string
  }
}
declare module "next-auth/jwt" {
  interface JWT {
    sid?: string
  }
}

/** Where a call of next-auth's comes from. */
export interface SignInCall {
  address: string
  userAgent: string
  cookies: string | null
  /** Told who has come in. */
  onSignIn: (personId: string) => void
}

type Deps = Pick<
  Container,
  "store" | "now" | "limits" | "audit" | "authSecret" | "publicUrl" | "config" | "log"
>

/**
 * next-auth with its ways in. The session token is a JWT that holds a session id; the session itself is a row,
 * checked on each request.
 */
export function nextAuthOptions(deps: Deps, call: SignInCall): NextAuthOptions {
  const { store, now, limits, audit } = deps

  async function begin(personId: string, way: string): Promise<User> {
    const sessionId = randomUUID()
    const at = now()
    await store.sessions.create({
      id: sessionId,
      person_id: personId,
      created_at: at,
      expires_at: at + sessionSeconds * 1000,
      last_seen_at: at,
      user_agent: call.userAgent.slice(0, 300),
      address: call.address,
      ended_at: null,
    })
    record("sign-in", personId, "ok", { way })
    call.onSignIn(personId)
    return { id: personId, sessionId }
  }

  /** `target`: whose account it was about, where that is not the one who did it. */
  function record(
    action: string,
    personId: string | null,
    outcome: "ok" | "refused",
    more: { way: string; code?: string },
    target: string | null = null,
  ): void {
    audit.record({
      action,
      personId,
      target,
      outcome,
      address: call.address,
      device: call.userAgent,
      requestId: randomUUID(),
      details: more,
    })
  }

  /** next-auth hands the message of an error to the sign-in page, which translates it as a code. */
  async function refuse(way: string, error: unknown, email?: string): Promise<never> {
    const code = error instanceof BracketError ? error.code : "invalid_sign_in"
    // The address itself stays out of the log: people type passwords into that field.
    const account = email && (await store.people.findByEmail(email.trim()).catch(() => undefined))
    record("sign-in", null, "refused", { way, code }, account ? account.id : null)
    throw new Error(code)
  }

  /** A way in by what somebody types or brings. */
  function way(
    id: string,
    fields: string[],
    personOf: (given: Record<string, string>) => Promise<string | undefined>,
  ) {
    return CredentialsProvider({
      id,
      name: id,
      credentials: Object.fromEntries(fields.map((field) => [field, { type: "text" }])),
      async authorize(given) {
        const typed = given ?? {}
        const personId = await personOf(typed).catch((error: unknown) => refuse(id, error, typed.email))
        return personId === undefined ? refuse(id, undefined, typed.email) : begin(personId, id)
      },
    })
  }

  return {
    secret: deps.authSecret,
    session: { strategy: "jwt", maxAge: sessionSeconds },
    useSecureCookies: deps.publicUrl.startsWith("https://"),
    pages: { signIn: "/sign-in", error: "/sign-in" },
    providers: [
      way("link", ["token"], async ({ token = "" }) => {
        await limits.take("signInLink", call.address)
        return spendSignInToken(store, token, now())
      }),
      way("invitation", ["token", "name", "password"], async ({ token = "", ...about }) => {
        await limits.take("signInLink", call.address)
        const wanted = acceptInvitationSchema.safeParse(about)
        if (!wanted.success) throw new BracketError("invalid_input", "A name and a password are needed.")
        return (await acceptInvitation(deps, token, wanted.data))?.id
      }),
      way("password", ["email", "password"], ({ email = "", password = "" }) =>
        personOfPassword(deps, call, email, password),
      ),
      ...oauthProviders(deps.config.signIn),
    ],
    callbacks: {
      async signIn({ user, account, profile }) {
        if (account?.type !== "oauth") return true
        const { email, name, email_verified: verified }: VerifiedProfile = profile ?? {}
        const found = await personOfAccount(
          {
            provider: account.provider,
            subject: account.providerAccountId,
            email,
            name,
            isVerified: verified === true || verified === "true",
          },
          { ...deps, allowedDomains: deps.config.signIn.allowedDomains },
        )
        if ("refusal" in found) {
          record("sign-in", null, "refused", { way: account.provider, code: found.refusal })
          return `/sign-in?error=${found.refusal}`
        }
        // The same object goes on to `jwt`: from here on it is this person's.
        Object.assign(user, await begin(found.personId, account.provider))
        return true
      },
      jwt: ({ token, user }) => (user ? { sub: user.id, sid: user.sessionId } : token),
      session: ({ session }) => ({ expires: session.expires }),
      // Only addresses of our own: a link cannot send someone elsewhere after sign-in.
      redirect: ({ url, baseUrl }) => {
        const wanted = URL.canParse(url, baseUrl) ? new URL(url, baseUrl) : undefined
        return wanted?.origin === new URL(baseUrl).origin ? wanted.href : baseUrl
      },
    },
    events: {
      async signOut({ token }) {
        if (!token.sid) return
        await store.sessions.end(token.sid, now())
        record("sign-out", token.sub ?? null, "ok", { way: "button" })
      },
    },
    logger: {
      error: (code, metadata) => deps.log.warn({ code, err: causeOf(metadata) }, "next-auth"),
      warn: () => undefined,
      debug: () => undefined,
    },
  }
}

/** Only the error itself: what else comes with it can hold a person's profile. */
function causeOf(metadata: unknown): unknown {
  return metadata instanceof Error ? metadata : (metadata as { error?: unknown } | undefined)?.error
}
