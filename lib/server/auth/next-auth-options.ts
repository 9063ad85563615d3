import "server-only"
import { randomUUID } from "node:crypto"
import type { NextAuthOptions, User } from "next-auth"
import CredentialsProvider from "next-auth/providers/credentials"
import { BracketError } from "#lib/domain/errors"
import { passwordMatches } from "#lib/server/auth/passwords"
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

/**
 * next-auth with its two ways in. The session token is a JWT that holds a session id; the session itself is a row,
 * checked on each request. `address` is where the call came from, for limits and the audit log.
 */
export function nextAuthOptions(
  container: Container,
  call: { address: string; userAgent: string },
): NextAuthOptions {
  const { store, now, limits, audit } = container

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
    record("sign-in", personId, "ok", way)
    return { id: personId, sessionId }
  }

  function record(action: string, personId: string | null, outcome: "ok" | "refused", way: string): void {
    audit.record({
      action,
      personId,
      target: null,
      outcome,
      address: call.address,
      requestId: randomUUID(),
      details: { way },
    })
  }

  /** next-auth hands the message of an error to the sign-in page, which translates it as a code. */
  function refuse(way: string, error: unknown): never {
    record("sign-in", null, "refused", way)
    throw new Error(error instanceof BracketError ? error.code : "invalid_sign_in")
  }

  return {
    secret: container.authSecret,
    session: { strategy: "jwt", maxAge: sessionSeconds },
    useSecureCookies: container.publicUrl.startsWith("https://"),
    pages: { signIn: "/sign-in", error: "/sign-in" },
    providers: [
      CredentialsProvider({
        id: "link",
        name: "Sign-in link",
        credentials: { token: { type: "text" } },
        async authorize(credentials) {
          await limits.take("signInLink", call.address).catch((error: unknown) => refuse("link", error))
          const personId = await spendSignInToken(store, credentials?.token ?? "", now())
          return personId === undefined ? refuse("link", undefined) : begin(personId, "link")
        },
      }),
      CredentialsProvider({
        id: "password",
        name: "Password",
        credentials: { email: { type: "email" }, password: { type: "password" } },
        async authorize(credentials) {
          const email = (credentials?.email ?? "").trim().toLowerCase()
          await limits
            .take("signInAddress", call.address)
            .catch((error: unknown) => refuse("password", error))
          await limits
            .take("signIn", `${call.address} ${email}`)
            .catch((error: unknown) => refuse("password", error))
          const person = await store.people.findByEmail(email)
          const usable = person?.suspended_at === null ? person : undefined
          if (!(await passwordMatches(usable?.password_hash, credentials?.password ?? "")) || !usable)
            return refuse("password", undefined)
          return begin(usable.id, "password")
        },
      }),
    ],
    callbacks: {
      jwt: ({ token, user }) => (user ? { sub: user.id, sid: user.sessionId } : token),
      session: ({ session }) => ({ expires: session.expires }),
      // Only paths of our own: a link cannot send someone elsewhere after sign-in.
      redirect: ({ url, baseUrl }) =>
        url.startsWith("/") && !url.startsWith("//") ? `${baseUrl}${url}` : baseUrl,
    },
    events: {
      async signOut({ token }) {
        if (!token.sid) return
        await store.sessions.end(token.sid, now())
        record("sign-out", token.sub ?? null, "ok", "button")
      },
    },
    logger: {
      error: (code, metadata) => container.log.warn({ code, err: metadata }, "next-auth"),
      warn: () => undefined,
      debug: () => undefined,
    },
  }
}
