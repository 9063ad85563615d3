import { describe, expect, test } from "vitest"
import { type ConnectionInput, connectionInputSchema } from "#lib/domain/managed-connection"
import { ann, bob, secrets, setUpEngines, startConnections, store } from "#lib/server/engine/engine-fixture"
import { authorityPem } from "#lib/server/upstream/testing/certificates"
import { openSecret } from "./credentials.ts"
import type { Who } from "./rights.ts"

setUpEngines()

const admin: Who = { id: ann, role: "admin" }
const member: Who = { id: bob, role: "member" }

const canary = "sk-canary-0123456789abcdef"
const input = (more: Partial<ConnectionInput> = {}) =>
  connectionInputSchema.parse({
    name: "vLLM in the cellar",
    template: "vllm",
    dialect: "openai",
    provider: "vllm",
    baseUrl: "https://models.example/v1/",
    credential: { kind: "bearer", key: canary },
    ...more,
  })

const start = () => startConnections().connections.management

const stored = async (id: string) => {
  const row = await store.connections.get(id)
  if (!row) throw new Error("not stored")
  return row
}

describe("adding", () => {
  test("an admin's connection is there for everyone; of its key the last four characters are shown, and no more", async () => {
    const management = start()
    const added = await management.add(admin, input())
    expect(added).toMatchObject({
      name: "vLLM in the cellar",
      baseUrl: "https://models.example/v1",
      source: "person",
      owner: null,
      editable: true,
      deletable: true,
      access: { kind: "everyone" },
      credential: { kind: "bearer", fields: [{ name: "key", lastFour: "cdef" }], fallbackUntil: null },
    })
    expect(added.credential.keyCreatedAt).toBeGreaterThan(0)
    expect((await store.connections.visibleTo(bob)).map((row) => row.id)).toContain(added.id)
    const row = await stored(added.id)
    expect(JSON.stringify([added, await management.list(admin), row])).not.toContain("canary")
    expect(await openSecret(secrets, row.sealed_credential ?? "", row.id)).toEqual({
      kind: "bearer",
      key: canary,
    })
  })

  test("a short secret is not shown by its last four characters, which would be most of it", async () => {
    const added = await start().add(
      admin,
      input({ credential: { kind: "basic", user: "ann", password: "hunter22" } }),
    )
    expect(added.credential.fields).toEqual([{ name: "user" }, { name: "password", lastFour: "er22" }])
  })

  test("a reference is shown as what it is, and opened only to sign", async () => {
    process.env.BRACKET_TEST_KEY = canary
    const { connections } = startConnections()
    const credential = { kind: "bearer", key: "env:BRACKET_TEST_KEY" } as const
    const added = await connections.management.add(admin, input({ credential }))
    expect(added.credential.fields).toEqual([{ name: "key", reference: "env:BRACKET_TEST_KEY" }])
    const target = await connections.managedTarget(admin, added.id)
    const request = { method: "GET" as const, url: new URL("https://models.example/"), headers: {} }
    await target.credential(request)
    expect(request.headers).toEqual({ authorization: `Bearer ${canary}` })
    delete process.env.BRACKET_TEST_KEY
    await expect(connections.managedTarget(admin, added.id)).rejects.toMatchObject({
      code: "secret_unavailable",
    })
  })

  test("a member's connection is the member's alone, on the public internet", async () => {
    const management = start()
    const added = await management.add(member, input())
    expect(added).toMatchObject({ access: { kind: "owner" }, owner: { id: bob } })
    expect((await stored(added.id)).trust).toBe("member")
    const seenBy = async (id: string) => (await store.connections.visibleTo(id)).map((row) => row.id)
    expect(await seenBy(bob)).toContain(added.id)
    expect(await seenBy(ann)).not.toContain(added.id)
    await expect(management.add(member, input({ baseUrl: "https://10.0.0.5/v1" }))).rejects.toMatchObject({
      code: "blocked_address",
      params: { rule: "private" },
    })
  })

  test.each([
    ["share it", { access: { kind: "everyone" } }, "access"],
    ["choose who vouches for a server", { caPem: authorityPem }, "caPem"],
    ["send keys in the clear", { allowPlainHttp: true }, "allowPlainHttp"],
  ] as const)("a member may not %s", async (_, more, field) => {
    await expect(start().add(member, input(more))).rejects.toMatchObject({ code: "forbidden", field })
  })

  test("a member may not send this server's own secrets anywhere by a reference", async () => {
    const credential = { kind: "bearer", key: "env:HOME" } as const
    await expect(start().add(member, input({ credential }))).rejects.toMatchObject({
      code: "invalid_input",
      field: "credential.key",
      params: { problem: "reference" },
    })
  })

  test("members add nothing where the policy says no, and viewers never do", async () => {
    const management = start()
    expect((await management.list(member)).mayAdd).toBe("private")
    expect((await management.list({ id: bob, role: "viewer" })).mayAdd).toBe("none")
    await store.policy.set({ membersMayConnect: false }, { personId: ann, now: 1 })
    await expect(management.add(member, input())).rejects.toMatchObject({ code: "forbidden" })
    expect((await management.list(member)).mayAdd).toBe("none")
    expect((await management.add(admin, input())).editable).toBe(true)
  })

  test.each([
    ["ftp://models.example/", "blocked_address", { rule: "scheme" }],
    ["https://ann:hunter22@models.example/v1", "blocked_address", { rule: "credentials" }],
    ["https://models.example/v1", undefined, {}],
    ["http://localhost:11434/v1", undefined, {}],
    ["http://models.example/v1", "blocked_address", { rule: "plain_http" }],
    ["https://metadata.google.internal/v1", "blocked_address", { rule: "metadata" }],
    ["http://192.168.1.5:8000/v1", "blocked_address", { rule: "plain_http" }],
    ["http://169.254.169.254/latest", "blocked_address", { rule: "metadata" }],
    ["https://models.example/v1?key=1", "invalid_input", { problem: "url" }],
    ["models.example", "invalid_input", { problem: "url" }],
  ])("an admin's %s is looked at when it is saved", async (baseUrl, code, params) => {
    const adding = start().add(admin, input({ baseUrl }))
    // A name is looked up when it is dialled: what it leads to now says nothing of later.
    if (code === undefined) await expect(adding).resolves.toMatchObject({ baseUrl })
    else await expect(adding).rejects.toMatchObject({ code, params })
  })

  test("an admin may allow plain http into the own network, for this connection", async () => {
    const added = await start().add(
      admin,
      input({ baseUrl: "http://192.168.1.5:8000/v1", allowPlainHttp: true }),
    )
    expect(added.allowPlainHttp).toBe(true)
  })

  test("what is no certificate cannot be pinned", async () => {
    for (const caPem of ["hello", authorityPem.replace("MII", "???")])
      await expect(start().add(admin, input({ caPem }))).rejects.toMatchObject({ field: "caPem" })
    expect((await start().add(admin, input({ caPem: authorityPem }))).caPem).toBe(authorityPem)
  })

  test("half a key pair is refused by the name of the missing half", async () => {
    const credential = { kind: "hmac", apiKey: "public-id" } as const
    await expect(start().add(admin, input({ credential }))).rejects.toMatchObject({
      field: "credential.secretKey",
      params: { problem: "missing" },
    })
  })
})

describe("changing", () => {
  test("what is not mentioned stays, the key above all", async () => {
    const management = start()
    const added = await management.add(
      admin,
      input({ statusUrl: "https://status.example/", limits: { concurrency: 2 } }),
    )
    const changed = await management.change(admin, added.id, {
      name: "Renamed",
      baseUrl: "https://models.example/v2",
      consoleUrl: "https://console.example/",
      statusUrl: null,
      credential: { kind: "bearer" },
    })
    expect(changed).toMatchObject({
      name: "Renamed",
      baseUrl: "https://models.example/v2",
      statusUrl: null,
      consoleUrl: "https://console.example/",
      limits: { concurrency: 2 },
      credential: added.credential,
    })
  })

  test("a key goes to the server that it was entered for: for another one it is asked for again", async () => {
    const management = start()
    const { id } = await management.add(admin, input())
    for (const baseUrl of [
      "https://evil.example/v1",
      "http://models.example/v1",
      "https://models.example:8443",
    ])
      for (const more of [{}, { credential: { kind: "bearer" } as const }])
        await expect(management.change(admin, id, { baseUrl, ...more })).rejects.toMatchObject({
          field: "credential",
          params: { problem: "reenter" },
        })
    // Nor does a test of what is not saved send it there.
    await expect(
      management.composeChange(
        admin,
        id,
        input({ baseUrl: "https://evil.example", credential: { kind: "bearer" } }),
      ),
    ).rejects.toMatchObject({ params: { problem: "reenter" } })
    const moved = await management.change(admin, id, {
      baseUrl: "https://other.example",
      credential: { kind: "bearer", key: "sk-another-9999" },
    })
    expect(moved.credential.fields).toEqual([{ name: "key", lastFour: "9999" }])
  })

  test("one half of a key pair can be corrected alone", async () => {
    const management = start()
    const pair = { kind: "hmac", apiKey: "public-identifier", secretKey: "wrong-secret" } as const
    const { id } = await management.add(admin, input({ credential: pair }))
    await management.change(admin, id, { credential: { kind: "hmac", secretKey: "right-secret" } })
    const { sealed_credential } = await stored(id)
    expect(await openSecret(secrets, sealed_credential ?? "", id)).toEqual({
      kind: "hmac",
      apiKey: "public-identifier",
      secretKey: "right-secret",
    })
  })

  test("access can be given to some people and taken back; whoever does it alone keeps it", async () => {
    const management = start()
    const { id } = await management.add(admin, input({ access: { kind: "people", ids: [bob] } }))
    const seenBy = async (person: string) =>
      (await store.connections.visibleTo(person)).some((row) => row.id === id)
    expect([await seenBy(ann), await seenBy(bob)]).toEqual([false, true])
    const alone = await management.change(admin, id, { access: { kind: "owner" } })
    expect(alone.owner).toMatchObject({ id: ann })
    expect([await seenBy(ann), await seenBy(bob)]).toEqual([true, false])
    await management.change(admin, id, { access: { kind: "everyone" } })
    expect([await seenBy(ann), await seenBy(bob)]).toEqual([true, true])
    await management.change(admin, id, { disabled: true })
    expect([await seenBy(ann), await seenBy(bob)]).toEqual([false, false])
  })

  test("what is not one's own is not there, for members; admins see it, may end it, and never get at its key", async () => {
    const management = start()
    const shared = await management.add(admin, input())
    const own = await management.add(member, input({ name: "Bob's" }))
    for (const attempt of [
      management.change(member, shared.id, { disabled: true }),
      management.remove(member, shared.id),
      management.putModels(member, shared.id, []),
      management.viewOf(member, "local"),
      management.viewOf(admin, "nowhere"),
    ])
      await expect(attempt).rejects.toMatchObject({ code: "not_found" })
    expect((await management.list(member)).connections.map(({ id }) => id)).toEqual([own.id])
    const seen = (await management.list(admin)).connections.find(({ id }) => id === own.id)
    expect(seen).toMatchObject({ owner: { name: bob }, editable: false, deletable: true })
    for (const change of [
      { baseUrl: "https://models.example/v1" },
      { credential: { kind: "bearer", key: "x" } },
      { access: { kind: "everyone" } },
    ] as const)
      await expect(management.change(admin, own.id, change)).rejects.toMatchObject({ code: "forbidden" })
    await management.change(admin, own.id, { disabled: true, limits: { requestsPerDay: 5 } })
    await management.remove(admin, own.id)
    expect((await management.list(member)).connections).toEqual([])
  })

  test("what comes with the server keeps its address and its place, and takes limits, people and models", async () => {
    const management = start()
    await expect(management.change(admin, "local", { name: "Mine" })).rejects.toMatchObject({
      code: "forbidden",
      field: "name",
    })
    await expect(management.change(admin, "local", { access: { kind: "owner" } })).rejects.toMatchObject({
      field: "access",
    })
    await expect(management.remove(admin, "local")).rejects.toMatchObject({ code: "forbidden" })
    const changed = await management.change(admin, "local", {
      limits: { concurrency: 1 },
      access: { kind: "people", ids: [bob] },
    })
    expect(changed).toMatchObject({ editable: false, deletable: false, access: { ids: [bob] } })
  })
})

describe("models", () => {
  test("are as an admin says: added by hand, priced with a peak, or taken out of the list", async () => {
    const { connections } = startConnections()
    const { management } = connections
    await store.connections.setModels("priced", { ids: ["from-the-list"], readAt: Date.now() })
    const peak = { input: 2, cachedInput: 0.2, output: 4 }
    const prices = [{ from: 0, input: 1, cachedInput: 0.1, output: 2, peak }]
    const changed = await management.putModels(admin, "priced", [
      { id: "deepseek-flash", prices, contextTokens: 5 },
      { id: "deepseek-v4-pro", hidden: true },
      { id: "by-hand", modes: ["completion"] },
    ])
    expect(changed.models.map(({ model, from }) => `${model.id} ${from}`)).toEqual([
      "deepseek-flash known",
      "deepseek-v4-pro known",
      "from-the-list provider",
      "by-hand hand",
    ])
    const seen = (await connections.known(bob)).connections.find(({ id }) => id === "priced")?.models
    expect(seen?.map(({ id }) => id)).toEqual(["deepseek-flash", "from-the-list", "by-hand"])
    expect(seen?.[0]).toMatchObject({ prices, contextTokens: 5, maxOutputTokens: 393_216 })
    expect(seen?.[2]).toMatchObject({ modes: ["completion"] })
    expect((await connections.resolve(bob, "priced", "deepseek-v4-pro"))?.model).toBeUndefined()
    const again = await management.putModels(admin, "priced", [])
    expect(again.models.find(({ model }) => model.id === "deepseek-v4-pro")?.override).toBeUndefined()
    await expect(
      management.putModels(admin, "priced", [{ id: "twice" }, { id: "twice" }]),
    ).rejects.toMatchObject({ field: "models.1.id" })
  })

  test("of a server that makes images are there to be run", async () => {
    const { connections } = startConnections()
    const { id } = await connections.management.add(
      admin,
      input({
        dialect: "sdwebui",
        provider: "sdwebui",
        template: "sdwebui",
        credential: { kind: "none" },
      }),
    )
    await connections.management.putModels(admin, id, [{ id: "sd_xl" }])
    const seen = (await connections.known(bob)).connections.find((connection) => connection.id === id)
    expect(seen?.models).toMatchObject([{ id: "sd_xl", modes: ["image"] }])
  })
})
