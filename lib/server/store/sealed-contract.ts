import { randomUUID } from "node:crypto"
import { expect, it } from "vitest"
import { aConnection, aPerson } from "./contract-fixtures.ts"
import type { OAuthTokenRow } from "./schema.ts"
import type { SealedValue } from "./sealed-ports.ts"
import type { Store } from "./store.ts"

/** A store of its own: the list of sealed values is everybody's. */
export function sealedContract(open: () => Promise<Store>): void {
  it("nothing that is sealed is passed over, however small the pages", async () => {
    const store = await open()
    const ids = ["a", "b", "c"].map((name) => `${name}-${randomUUID()}`)
    for (const id of ids) await store.connections.put(aConnection({ id, sealed_credential: `sealed ${id}` }))
    await store.connections.put(aConnection({ sealed_credential: null }))
    await store.oauthTokens.put(tokens(ids[0] ?? "", { sealed: "sealed tokens" }))
    await store.sealed.keepCanary("key", "sealed canary")
    for (const size of [1, 2, 100]) {
      const values = await allOf(store, size)
      expect(values.map(({ place, text }) => `${place}: ${text}`)).toEqual([
        ...ids.map((id) => `connections.sealed_credential: sealed ${id}`),
        "oauth_tokens.sealed: sealed tokens",
        "canaries.sealed: sealed canary",
      ])
      expect(new Set(values.map((value) => value.purpose)).size).toBe(values.length)
    }
    await store.close()
  })

  it("a value that somebody else has changed in between is not overwritten", async () => {
    const store = await open()
    await store.connections.put(aConnection({ id: "c", sealed_credential: "first" }))
    const [value] = await store.sealed.page(1)
    if (!value) throw new Error("nothing sealed")
    expect(await store.sealed.replace(value, "second")).toBe(true)
    expect(await store.sealed.replace(value, "third")).toBe(false)
    await store.sealed.discard(value)
    expect((await store.connections.get("c"))?.sealed_credential).toBe("second")
    await store.sealed.discard({ ...value, text: "second" })
    expect((await store.connections.get("c"))?.sealed_credential).toBeNull()
    await store.close()
  })

  it("nodes that start together keep one canary", async () => {
    const store = await open()
    const kept = await Promise.all(["1", "2", "3"].map((text) => store.sealed.keepCanary("key", text)))
    expect(new Set(kept).size).toBe(1)
    await store.close()
  })

  it("of two that renew the same tokens one succeeds, and a new consent is not overwritten", async () => {
    const store = await open()
    const person = await aPerson(store)
    await store.connections.put(aConnection({ id: "c" }))
    const first = tokens("c", { connected_by: person.id })
    await store.oauthTokens.put(first)
    const second = { ...first, sealed: "second", expires_at: 90, updated_at: 2 }
    expect(await store.oauthTokens.renew(first, second)).toBe(true)
    expect(await store.oauthTokens.renew(first, { ...second, sealed: "lost" })).toBe(false)
    await store.oauthTokens.refuse(first, 3)
    expect(await store.oauthTokens.get("c")).toEqual(second)
    await store.oauthTokens.refuse(second, 3)
    expect(await store.oauthTokens.get("c")).toMatchObject({ refused: 1, updated_at: 3 })
    await store.oauthTokens.put({ ...first, sealed: "new consent", connected_at: 4, updated_at: 4 })
    expect(await store.oauthTokens.ofConnections(["c", "d"])).toMatchObject([{ refused: 0 }])
    await store.oauthTokens.delete("c")
    expect(await store.oauthTokens.get("c")).toBeUndefined()
    expect(await store.oauthTokens.ofConnections([])).toEqual([])
    await store.close()
  })
}

function tokens(connectionId: string, more: Partial<OAuthTokenRow> = {}): OAuthTokenRow {
  return {
    connection_id: connectionId,
    sealed: "first",
    expires_at: null,
    refused: 0,
    scope: null,
    connected_by: null,
    connected_at: 1,
    updated_at: 1,
    ...more,
  }
}

async function allOf(store: Store, size: number): Promise<SealedValue[]> {
  const all: SealedValue[] = []
  for (;;) {
    const page = await store.sealed.page(size, all.at(-1))
    if (page.length === 0) return all
    all.push(...page)
  }
}
