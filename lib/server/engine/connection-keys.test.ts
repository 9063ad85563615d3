import { expect, test } from "vitest"
import { type ConnectionInput, connectionInputSchema } from "#lib/domain/managed-connection"
import {
  ann,
  batchOf,
  begun,
  bob,
  follow,
  setUpEngines,
  startConnections,
  startEngine,
  store,
  upstream,
  variant,
} from "./engine-fixture.ts"
import type { ScriptedCall } from "./scripted-upstream.ts"

setUpEngines()

const admin = { id: ann, role: "admin" } as const
const hours = 3_600_000
const options = { signal: new AbortController().signal }

const input = (more: Partial<ConnectionInput> = {}) =>
  connectionInputSchema.parse({
    name: "Rotated",
    template: "custom",
    dialect: "openai",
    provider: "compatible",
    baseUrl: upstream.baseUrl,
    credential: { kind: "bearer", key: "old-key-1111" },
    ...more,
  })

const newKey = { kind: "bearer", key: "new-key-2222" } as const

/** Answers those who have one of these keys, and refuses the others. */
const knows =
  (...keys: string[]) =>
  (call: ScriptedCall): void => {
    const key = call.headers.authorization?.replace("Bearer ", "") ?? ""
    if (keys.includes(key)) {
      call.write(`with ${key}`)
      call.finish()
    } else call.refuse(401)
  }

async function rotated(now = Date.now) {
  upstream.always(knows("old-key-1111", "new-key-2222"))
  const { connections, audit } = startConnections({ now })
  const { id } = await connections.management.add(admin, input())
  const result = await connections.rotation.rotate(admin, id, newKey, options)
  return { connections, audit, id, result }
}

async function runOn(id: string, now = Date.now) {
  const { page } = await begun(batchOf(1, { variants: [variant("Hi", { connectionId: id })] }), { now })
  await page.ended
  return page.runs()[0]
}

test("a new key that passes its test is the current one, and the old one stays for 72 hours", async () => {
  const { connections, id, result } = await rotated()
  expect(result).toMatchObject({ rotated: true, report: { ok: true } })
  const { credential } = await connections.management.viewOf(admin, id)
  expect(credential.fields).toEqual([{ name: "key", lastFour: "2222" }])
  const left = (credential.fallbackUntil ?? 0) - (credential.keyCreatedAt ?? 0)
  expect(left).toBe(72 * hours)
  expect(await runOn(id)).toMatchObject({ status: "succeeded", text: "with new-key-2222" })
})

test("a new key that fails its test changes nothing", async () => {
  upstream.always(knows("old-key-1111"))
  const { connections } = startConnections()
  const { id } = await connections.management.add(admin, input())
  const before = await store.connections.get(id)
  const { rotated, report } = await connections.rotation.rotate(admin, id, newKey, options)
  expect(rotated).toBe(false)
  expect(report.steps.find(({ outcome }) => outcome === "failed")).toMatchObject({
    code: "upstream_credential",
  })
  expect(await store.connections.get(id)).toMatchObject({
    sealed_credential: before?.sealed_credential,
    fallback_credential: null,
  })
})

test("a key is replaced by one of the same kind, whole, by those whose connection it is", async () => {
  const { connections, id } = await rotated()
  const rotate = (credential: Parameters<typeof connections.rotation.rotate>[2], who = admin) =>
    connections.rotation.rotate(who, id, credential, options)
  await expect(rotate({ kind: "none" })).rejects.toMatchObject({ params: { problem: "kind" } })
  await expect(rotate(newKey)).rejects.toMatchObject({ params: { problem: "same" } })
  await expect(rotate({ kind: "bearer" })).rejects.toMatchObject({ params: { problem: "missing" } })
  const member = { id: bob, role: "member" } as const
  await expect(connections.rotation.rotate(member, id, newKey, options)).rejects.toMatchObject({
    code: "not_found",
  })
  await expect(connections.rotation.rotate(admin, "local", newKey, options)).rejects.toMatchObject({
    code: "forbidden",
  })
})

test("when the provider refuses the new key, the old one stands in, and the run and the audit log say so", async () => {
  const { id } = await rotated()
  upstream.always(knows("old-key-1111"))
  const run = await runOn(id)
  expect(run).toMatchObject({ status: "succeeded", text: "with old-key-1111" })
  expect(run?.attempts).toMatchObject([
    { number: 1, error: { code: "upstream_credential" } },
    { number: 2, note: "fallback_key" },
  ])
  expect(run?.attempts[1]?.error).toBeUndefined()
  const entries = async () =>
    (await store.audit.list({ limit: 20 })).map(({ action, target }) => [action, target])
  await expect.poll(entries).toContainEqual(["connection.fallback-key", id])
})

test("when both are refused the run fails with both attempts shown, and no key", async () => {
  const { id } = await rotated()
  upstream.always((call) => call.refuse(401))
  const run = await runOn(id)
  expect(run).toMatchObject({ status: "failed", error: { code: "upstream_credential" } })
  expect(run?.attempts).toHaveLength(2)
  expect(JSON.stringify(run)).not.toMatch(/old-key|new-key/)
})

test("a spent quota is no reason to use the old key", async () => {
  const { id } = await rotated()
  upstream.always((call) => call.refuse(403))
  const run = await runOn(id)
  expect(run).toMatchObject({ status: "failed", error: { code: "upstream_quota" } })
  expect(run?.attempts).toHaveLength(1)
})

test("the old key's try counts as a request of its own", async () => {
  const { connections, id } = await rotated()
  await connections.management.change(admin, id, { limits: { requestsPerDay: 1 } })
  upstream.always(knows("old-key-1111"))
  expect(await runOn(id)).toMatchObject({ status: "failed", error: { code: "connection_quota" } })
})

test("what waited for others is not sent once these have used up the day's tokens", async () => {
  upstream.always(knows("old-key-1111"))
  const { connections } = startConnections()
  const limits = { tokensPerDay: 1, concurrency: 1 }
  const { id } = await connections.management.add(admin, input({ limits }))
  const engine = await startEngine()
  const variants = ["a", "b", "c"].map((text) => variant(text, { connectionId: id }))
  const batch = batchOf(3, { variants, concurrency: 3 })
  await engine.startBatch(batch, ann)
  const page = await follow(engine, batch.batchId)
  await page.ended
  expect(page.runs().map((run) => run?.status)).toEqual(["succeeded", "failed", "failed"])
})

test("after 72 hours the old key is destroyed, is not used any more, and the audit log says so", async () => {
  let at = Date.now()
  const { connections, audit, id } = await rotated(() => at)
  at += 72 * hours - 1
  await connections.rotation.destroyOld()
  expect((await store.connections.get(id))?.fallback_credential).not.toBeNull()
  at += 1
  // Also where nobody has come round to destroying it yet.
  upstream.always(knows("old-key-1111"))
  expect(await runOn(id, () => at)).toMatchObject({
    status: "failed",
    error: { code: "upstream_credential" },
  })
  await connections.rotation.destroyOld()
  expect(await store.connections.get(id)).toMatchObject({ fallback_credential: null, fallback_until: null })
  await audit.settled()
  expect((await store.audit.list({ limit: 20 })).map(({ action }) => action)).toContain(
    "connection.key-destroyed",
  )
})

test("a run on a connection that is over its day's sum fails and says which, before anything is sent", async () => {
  upstream.always(knows("old-key-1111"))
  const { connections } = startConnections()
  const { id } = await connections.management.add(admin, input({ limits: { requestsPerDay: 1 } }))
  const { page } = await begun(
    batchOf(2, {
      variants: [variant("a", { connectionId: id }), variant("b", { connectionId: id })],
      concurrency: 1,
    }),
  )
  await page.ended
  const [first, second] = page.runs()
  expect(first?.status).toBe("succeeded")
  expect(second).toMatchObject({
    status: "failed",
    attempts: [],
    error: { code: "connection_quota", params: { which: "requests", limit: 1, connection: "Rotated" } },
  })
  expect(upstream.calls()).toBe(1)
  const { today } = await connections.management.viewOf(admin, id)
  expect(today).toMatchObject({ requests: 1, tokens: 5 })
})

test("runs over the concurrency of their connection wait, also those of other people, and say for what", async () => {
  const { connections } = startConnections()
  const { id } = await connections.management.add(admin, input({ limits: { concurrency: 1 } }))
  const engine = await startEngine()
  const batch = batchOf(1, { variants: [variant("a", { connectionId: id })] })
  const other = batchOf(1, { variants: [variant("b", { connectionId: id })] })
  await engine.startBatch(batch, ann)
  const call = await upstream.next()
  await engine.startBatch(other, bob)
  await expect
    .poll(async () => (await store.runs.get(`${other.batchId}.0`))?.state.waiting?.reason)
    .toBe("concurrency")
  expect(upstream.calls()).toBe(1)
  call.write("done")
  call.finish()
  const second = await upstream.next()
  second.finish()
  await expect.poll(async () => (await store.runs.get(`${other.batchId}.0`))?.state.status).toBe("succeeded")
})

test("a key that a provider repeats in its error does not reach the run", async () => {
  const { connections } = startConnections()
  const { id } = await connections.management.add(admin, input())
  upstream.always((call) => {
    call.response.writeHead(400, { "content-type": "application/json" })
    call.response.end(
      JSON.stringify({ error: { message: `no such field for ${call.headers.authorization}` } }),
    )
  })
  const run = await runOn(id)
  expect(run?.error?.message).toContain("no such field")
  expect(JSON.stringify(run)).not.toContain("old-key-1111")
})
