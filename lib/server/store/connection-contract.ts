import { describe, expect, it } from "vitest"
import { aBatch, aConnection, aPerson, aState, aVariant } from "./contract-fixtures.ts"
import type { ConnectionRow } from "./schema.ts"
import type { Store } from "./store.ts"

export function connectionContract(current: () => Store): void {
  describe("who may use one", () => visibilityContract(current))
  describe("changes", () => changeContract(current))
  describe("keys", () => keyContract(current))
  describe("what it has taken", () => usageContract(current))
  describe("policy", () => policyContract(current))
}

function visibilityContract(current: () => Store): void {
  it("is everybody for shared ones, the people it is shared with, and the owner: nobody else, and nobody for a disabled one", async () => {
    const [ann, ben] = [await aPerson(current()), await aPerson(current())]
    const rows = {
      shared: aConnection({ name: "b shared" }),
      sandbox: aConnection({ name: "z sandbox", provider: "sandbox" }),
      own: aConnection({ name: "A own", owner_id: ann.id }),
      forAnn: aConnection({ name: "c for some", access: "people" }),
      foreign: aConnection({ owner_id: ben.id }),
      disabled: aConnection({ disabled: 1 }),
      absent: aConnection({ source: "environment", absent: 1 }),
    }
    for (const row of Object.values(rows)) await current().connections.put(row)
    await current().connections.put(rows.forAnn, [ann.id])
    const seenBy = async (id: string) => {
      const seen = await current().connections.visibleTo(id)
      return seen.flatMap(
        (row) => Object.entries(rows).find(([, candidate]) => candidate.id === row.id)?.[0] ?? [],
      )
    }
    expect(await seenBy(ann.id)).toEqual(["sandbox", "own", "shared", "forAnn"])
    expect(await seenBy(ben.id)).toEqual(["sandbox", "shared", "foreign"])
    await current().connections.put(rows.forAnn, [ben.id])
    expect(await seenBy(ann.id)).not.toContain("forAnn")
    expect(await seenBy(ben.id)).toContain("forAnn")
    expect((await current().connections.people())[rows.forAnn.id]).toEqual([ben.id])
  })

  it("forgets people who are not there, and keeps the list when only the connection changes", async () => {
    const ann = await aPerson(current())
    const row = aConnection({ access: "people" })
    await current().connections.put(row, [ann.id, "nobody"])
    await current().connections.put({ ...row, name: "Renamed" })
    expect((await current().connections.people())[row.id]).toEqual([ann.id])
    await current().connections.put(row, [])
    expect((await current().connections.people())[row.id]).toBeUndefined()
  })

  it("shows those who set connections up the disabled ones too, and a person alone only their own", async () => {
    const ann = await aPerson(current())
    const own = aConnection({ owner_id: ann.id, disabled: 1 })
    const shared = aConnection()
    const absent = aConnection({ source: "environment", absent: 1 })
    for (const row of [own, shared, absent]) await current().connections.put(row)
    expect((await current().connections.managed(ann.id)).map((row) => row.id)).toEqual([own.id])
    const all = (await current().connections.managed()).map((row) => row.id)
    expect(all).toEqual(expect.arrayContaining([own.id, shared.id]))
    expect(all).not.toContain(absent.id)
  })
}

function changeContract(current: () => Store): void {
  it("keep the models that were read, and what was said of them", async () => {
    const row = aConnection({ created_at: 1 })
    await current().connections.put(row)
    await current().connections.setModels(row.id, { ids: ["small", "large"], readAt: 5 })
    await current().connections.setModelOverrides(row.id, '[{"id":"small"}]', 6)
    await current().connections.put({ ...row, name: "Renamed", created_at: 9, updated_at: 9 })
    const kept = await current().connections.get(row.id)
    expect(kept).toMatchObject({
      name: "Renamed",
      created_at: 1,
      updated_at: 9,
      model_overrides: '[{"id":"small"}]',
    })
    expect(JSON.parse(kept?.models ?? "")).toEqual({ ids: ["small", "large"], readAt: 5 })
  })

  it("replace what was seen, and nothing that somebody else has changed, rotated or deleted since", async () => {
    const { connections } = current()
    const row = aConnection({ sealed_credential: "old", updated_at: 5 })
    await connections.put(row)
    await connections.setModels(row.id, { ids: ["small"], readAt: 5 })
    expect(await connections.update(row, { ...row, name: "First", models: "kept as it is" })).toBe(true)
    expect(await connections.update(row, { ...row, name: "Second" })).toBe(false)
    const seen = await connections.get(row.id)
    if (!seen) throw new Error("it is there")
    expect(seen).toMatchObject({ name: "First", models: JSON.stringify({ ids: ["small"], readAt: 5 }) })
    const key = { sealed_credential: "new", last_four: null, secret_fields: "[]", now: 5, fallbackUntil: 9 }
    await connections.rotate(row.id, "old", key)
    expect(await connections.update(seen, { ...seen, name: "Third" })).toBe(false)
    const rotated = await connections.get(row.id)
    if (!rotated) throw new Error("it is there")
    expect(rotated).toMatchObject({ sealed_credential: "new", fallback_credential: "old" })
    expect(await connections.update(rotated, { ...rotated, models: null })).toBe(true)
    expect((await connections.get(row.id))?.models).toBeNull()
    await connections.delete(row.id)
    expect(await connections.update(rotated, rotated)).toBe(false)
    expect(await connections.get(row.id)).toBeUndefined()
  })

  it("of the environment take away what it no longer names, and nothing that a person made", async () => {
    const [named, dropped] = [aConnection({ source: "environment" }), aConnection({ source: "environment" })]
    const made = aConnection()
    for (const row of [named, dropped, made]) await current().connections.put(row)
    const absent = async (row: ConnectionRow) => (await current().connections.get(row.id))?.absent
    await current().connections.keepEnvironment([named.id])
    expect([await absent(named), await absent(dropped)]).toEqual([0, 1])
    await current().connections.keepEnvironment([])
    expect([await absent(named), await absent(made)]).toEqual([1, 0])
  })

  it("delete what a person made, once, with its list of people, and never what the environment names", async () => {
    const ann = await aPerson(current())
    const [made, named] = [aConnection({ access: "people" }), aConnection({ source: "environment" })]
    await current().connections.put(made, [ann.id])
    await current().connections.put(named)
    expect(await current().connections.delete(made.id)).toBe(true)
    expect(await current().connections.delete(made.id)).toBe(false)
    expect(await current().connections.delete(named.id)).toBe(false)
    expect((await current().connections.people())[made.id]).toBeUndefined()
  })
}

function keyContract(current: () => Store): void {
  const next = (text: string) => ({
    sealed_credential: text,
    last_four: text.slice(-4),
    secret_fields: "[]",
    now: 50,
    fallbackUntil: 100,
  })

  it("a new key leaves the one before it as fall-back, until that is destroyed", async () => {
    const row = aConnection({ credential_kind: "bearer", sealed_credential: "old", key_created_at: 1 })
    await current().connections.put(row)
    expect(await current().connections.rotate(row.id, "old", next("new-1234"))).toBe(true)
    expect(await current().connections.get(row.id)).toMatchObject({
      sealed_credential: "new-1234",
      last_four: "1234",
      key_created_at: 50,
      fallback_credential: "old",
      fallback_until: 100,
    })
    expect(await current().connections.destroyFallbacks(99)).not.toContain(row.id)
    const destroyed = await Promise.all([1, 2].map(() => current().connections.destroyFallbacks(100)))
    expect(destroyed.flat().filter((id) => id === row.id)).toHaveLength(1)
    expect(await current().connections.get(row.id)).toMatchObject({
      sealed_credential: "new-1234",
      fallback_credential: null,
      fallback_until: null,
    })
  })

  it("two that rotate at once do not lose the key that works: the second is told", async () => {
    const row = aConnection({ credential_kind: "bearer", sealed_credential: "old" })
    await current().connections.put(row)
    const both = await Promise.all(
      ["new-a", "new-b"].map((text) => current().connections.rotate(row.id, "old", next(text))),
    )
    expect(both.filter(Boolean)).toHaveLength(1)
    expect((await current().connections.get(row.id))?.fallback_credential).toBe("old")
  })

  it("a first key has no other to fall back to", async () => {
    const row = aConnection({ credential_kind: "bearer" })
    await current().connections.put(row)
    expect(await current().connections.rotate(row.id, null, next("first"))).toBe(true)
    expect(await current().connections.get(row.id)).toMatchObject({
      fallback_credential: null,
      fallback_until: null,
    })
  })
}

function usageContract(current: () => Store): void {
  it("is what its runs took since then, whoever made them, in figures", async () => {
    const [ann, ben] = [await aPerson(current()), await aPerson(current())]
    const row = aConnection()
    const on = (id: string) => aVariant("x", { connectionId: id })
    const batches = [
      await aBatch(current(), ann.id, [on(row.id), on(row.id), on(row.id), on("another")]),
      await aBatch(current(), ben.id, [on(row.id)]),
    ]
    const [early, mine, failed, elsewhere] = batches[0]?.runIds ?? []
    const his = batches[1]?.runIds[0]
    const usage = { inputTokens: 10, outputTokens: 5 }
    const end = (id: string | undefined, startedAt: number, cost?: number, counted = true) =>
      current().runs.finish(id ?? "", {
        state: aState(id ?? "", {
          status: "succeeded",
          startedAt,
          finishedAt: startedAt + 1,
          ...(counted ? { usage } : {}),
          cost,
        }),
        eventId: "1-1",
      })
    await end(early, 499, 100)
    await end(mine, 500, 0.25)
    await end(failed, 600, undefined, false)
    await end(his, 700, 0.5)
    await end(elsewhere, 700, 1)
    expect(await current().connections.usageSince(500, [row.id, "none"])).toEqual({
      [row.id]: { requests: 3, tokens: 30, cost: 0.75 },
    })
    expect(await current().connections.usageSince(500, [])).toEqual({})
  })
}

function policyContract(current: () => Store): void {
  it("has its defaults until somebody sets something, then that", async () => {
    const by = { personId: "ann", now: 5 }
    expect(await current().policy.get()).toMatchObject({ membersMayConnect: true })
    expect(await current().policy.set({ membersMayConnect: false }, by)).toMatchObject({
      membersMayConnect: false,
    })
    await current().policy.set({}, by)
    expect(await current().policy.get()).toMatchObject({ membersMayConnect: false })
    await current().policy.set({ membersMayConnect: true }, by)
    expect(await current().policy.get()).toMatchObject({ membersMayConnect: true })
  })
}
