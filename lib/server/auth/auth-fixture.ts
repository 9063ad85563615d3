import { mkdtemp, rm } from "node:fs/promises"
import { tmpdir } from "node:os"
import path from "node:path"
import { afterAll, beforeAll } from "vitest"
import type { PersonRole } from "#lib/domain/person"
import { hashPassword } from "#lib/server/auth/passwords"
import { personOf, type SignedIn } from "#lib/server/auth/signed-in"
import { openStore } from "#lib/server/store/open-store"
import type { PersonRow } from "#lib/server/store/schema"
import type { Store } from "#lib/server/store/store"

export let store: Store
export const now = () => 1_000_000
export const publicUrl = "https://bracket.example"

/** Gives the file a store with an owner; tests make people of their own in it. */
export function setUpStore(): void {
  let dataDir: string
  beforeAll(async () => {
    dataDir = await mkdtemp(path.join(tmpdir(), "bracket-auth-"))
    store = await openStore({ dataDir })
    await store.migrate()
    await store.people.ensureOwner(1)
  })
  afterAll(async () => {
    await store.close()
    await rm(dataDir, { recursive: true })
  })
}

let people = 0

/** A new person of this role, with a session. */
export async function somebody(
  role: PersonRole,
  more: { password?: string; email?: string } = {},
): Promise<SignedIn & { row: PersonRow }> {
  const id = `person-${++people}`
  const row: PersonRow = {
    id,
    name: id,
    email: more.email ?? `${id}@example.org`,
    role,
    password_hash: more.password ? await hashPassword(more.password) : null,
    suspended_at: null,
    created_at: 1,
  }
  await store.people.create(row)
  const sessionId = `session-${id}`
  await store.sessions.create({
    id: sessionId,
    person_id: id,
    created_at: 1,
    expires_at: now() + 1,
    last_seen_at: 1,
    user_agent: "",
    address: "",
    ended_at: null,
  })
  return { person: personOf(row), sessionId, row }
}
