import type { AuditFilter, AuditPage } from "#lib/domain/audit"
import type { Store } from "#lib/server/store/store"

type Named = Pick<Store, "people" | "connections" | "audit">

/** `GET /api/audit`: a page of entries, and what the people and connections in it are called. */
export async function readAuditPage(
  store: Named,
  { cursor, limit, ...filter }: AuditFilter & { cursor?: number; limit: number },
): Promise<AuditPage> {
  const found = await store.audit.list({ ...filter, before: cursor, limit: limit + 1 })
  const entries = found.slice(0, limit)
  const wanted = new Set(entries.flatMap(({ personId, target }) => [personId, target]))
  const all = { ...(await connectionNames(store)), ...(await peopleNames(store)) }
  return {
    entries,
    names: Object.fromEntries(Object.entries(all).filter(([id]) => wanted.has(id))),
    nextCursor: found.length > limit ? (entries.at(-1)?.seq ?? null) : null,
  }
}

/** What everybody is called today, by id. Who was removed is not among them. */
export async function peopleNames(store: Pick<Store, "people">): Promise<Record<string, string>> {
  return Object.fromEntries((await store.people.list()).map(({ id, name }) => [id, name]))
}

async function connectionNames(store: Pick<Store, "connections">): Promise<Record<string, string>> {
  return Object.fromEntries((await store.connections.managed(undefined)).map(({ id, name }) => [id, name]))
}
