import { decode } from "next-auth/jwt"
import type { Person } from "#lib/domain/person"
import { roleSchema } from "#lib/domain/person-schema"
import { cookieOf } from "#lib/server/auth/cookies"
import type { PersonRow } from "#lib/server/store/schema"
import { isStorageFull } from "#lib/server/store/storage-full"
import type { Store } from "#lib/server/store/store"

/** Who calls, and by which session. */
export interface SignedIn {
  person: Person
  sessionId: string
}

/** A session is noted as used at most this often, in ms. */
const touchEveryMs = 60_000

/** The names next-auth gives its session cookie, plain and over https. */
const cookieNames = ["__Secure-next-auth.session-token", "next-auth.session-token"]

export function personOf(row: PersonRow): Person {
  return {
    id: row.id,
    name: row.name,
    email: row.email,
    role: roleSchema.parse(row.role),
    hasPassword: row.password_hash !== null,
  }
}

/**
 * Who a Cookie header belongs to: the token must decrypt, and its session must still be active in the database, so
 * signing out, suspending and revoking act at once. Undefined for everyone else.
 */
export async function signedInFrom(
  cookieHeader: string | null,
  deps: { store: Store; authSecret: string; now: () => number },
): Promise<SignedIn | undefined> {
  const token = cookieNames.map((name) => cookieOf(cookieHeader, name)).find((value) => value !== undefined)
  if (token === undefined) return undefined
  const now = deps.now()
  const sessionId = await sessionIdOf(token, deps.authSecret)
  if (sessionId === undefined) return undefined
  const found = await deps.store.sessions.active(sessionId, now)
  if (!found) return undefined
  if (found.session.last_seen_at < now - touchEveryMs) {
    // A full disk keeps nobody from reading.
    await deps.store.sessions.touch(sessionId, now).catch((error: unknown) => {
      if (!isStorageFull(error)) throw error
    })
  }
  return { person: personOf(found.person), sessionId }
}

/** Whether a session that was good when a call began still is: streams ask from time to time. */
export function stillSignedIn(
  who: SignedIn,
  deps: { store: Store; now: () => number },
): () => Promise<boolean> {
  return async () => (await deps.store.sessions.active(who.sessionId, deps.now())) !== undefined
}

/** Tokens that were decrypted before: half a millisecond less per call. Only the session decides whether one still counts. */
const sessionIds = new Map<string, string>()
const mostSessionIds = 1000

async function sessionIdOf(token: string, secret: string): Promise<string | undefined> {
  const known = sessionIds.get(token)
  if (known !== undefined) return known
  const claims = await decode({ token, secret }).catch(() => null)
  if (typeof claims?.sid !== "string") return undefined
  const [oldest] = sessionIds.keys()
  if (oldest !== undefined && sessionIds.size >= mostSessionIds) sessionIds.delete(oldest)
  sessionIds.set(token, claims.sid)
  return claims.sid
}
