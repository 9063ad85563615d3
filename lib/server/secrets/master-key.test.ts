import { randomBytes } from "node:crypto"
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync } from "node:fs"
import { tmpdir } from "node:os"
import path from "node:path"
import { afterEach, beforeEach, describe, expect, test } from "vitest"
import { aConnection } from "#lib/server/store/contract-fixtures"
import { openStore } from "#lib/server/store/open-store"
import type { SealedStore } from "#lib/server/store/sealed-ports"
import type { Store } from "#lib/server/store/store"
import { writeMasterKeyFile } from "./master-key-file.ts"
import { parseMasterKeys } from "./master-keys.ts"
import { allSealed, leaveCanary, openSeal } from "./open-seal.ts"
import { credentialPurpose } from "./purposes.ts"
import { createReferenceReader } from "./references.ts"
import { discardUnreadable, resealAll } from "./reseal.ts"
import { rotateMaster } from "./rotate-master.ts"
import { createSeal, type Seal } from "./seal.ts"

let dataDir: string
let store: Store
const references = createReferenceReader({ environment: {}, dataDir: "/nowhere" })
const keyFile = () => path.join(dataDir, "master.key")
const encoded = (key: Buffer) => key.toString("base64")

beforeEach(async () => {
  dataDir = mkdtempSync(path.join(tmpdir(), "bracket-master-"))
  store = await openStore({ dataDir })
  await store.migrate()
})
afterEach(async () => {
  await store.close()
  rmSync(dataDir, { recursive: true })
})

const open = (masterKey?: string, sealed: SealedStore = store.sealed) =>
  openSeal({ config: { dataDir, masterKey }, references, sealed })
const rotate = (more: { masterKey?: string; sealed?: SealedStore; databaseUrl?: string } = {}) =>
  rotateMaster({
    config: { dataDir, masterKey: more.masterKey, databaseUrl: more.databaseUrl },
    references,
    sealed: more.sealed ?? store.sealed,
    stopped: false,
  })

/** Stored credentials, one for each name. */
async function storeCredentials(seal: Seal, names: string[]): Promise<void> {
  for (const id of names)
    await store.connections.put(
      aConnection({ id, sealed_credential: seal.seal(`sk-${id}`, credentialPurpose(id)) }),
    )
}

async function credentials(seal: Seal): Promise<string[]> {
  const rows = await store.connections.visibleTo("nobody")
  return rows.map((row) => seal.open(row.sealed_credential ?? "", credentialPurpose(row.id))).sort()
}

async function texts(): Promise<string[]> {
  const found: string[] = []
  for await (const { text } of allSealed(store.sealed)) found.push(text)
  return found
}

describe("starting", () => {
  test("the first start makes a key that only its owner may read; the next ones take it", async () => {
    await storeCredentials(await open(), ["a"])
    expect(statSync(keyFile()).mode & 0o777).toBe(0o600)
    const content = readFileSync(keyFile(), "utf8")
    expect(await credentials(await open())).toEqual(["sk-a"])
    expect(readFileSync(keyFile(), "utf8")).toBe(content)
  })

  test("a wrong key in the environment is refused, and nothing is touched", async () => {
    await storeCredentials(createSeal(randomBytes(32)), ["a", "b"])
    const before = await texts()
    await expect(open(encoded(randomBytes(32)))).rejects.toMatchObject({
      name: "ConfigError",
      message: expect.stringContaining("start with the MASTER_KEY that sealed them"),
    })
    expect(await texts()).toEqual(before)
    expect(existsSync(keyFile())).toBe(false)
  })

  test("a lost master.key is asked for: no new one takes its place", async () => {
    await storeCredentials(await open(), ["a"])
    rmSync(keyFile())
    await expect(open()).rejects.toMatchObject({
      message: expect.stringContaining("put master.key back into the data folder"),
    })
    expect(existsSync(keyFile())).toBe(false)
  })

  test("a wrong key is known even where no secret is stored yet, and to every node", async () => {
    const key = randomBytes(32)
    await leaveCanary(await open(encoded(key)), store.sealed)
    await expect(open(encoded(randomBytes(32)))).rejects.toMatchObject({ name: "ConfigError" })
    await expect(leaveCanary(createSeal(randomBytes(32)), store.sealed)).rejects.toMatchObject({
      name: "ConfigError",
    })
    await leaveCanary(await open(encoded(key)), store.sealed)
  })

  test("one tampered secret does not keep everybody out", async () => {
    const key = randomBytes(32)
    await storeCredentials(createSeal(key), ["a"])
    const [text = ""] = await texts()
    await store.connections.put(aConnection({ id: "a", sealed_credential: `${text.slice(0, -3)}AAA` }))
    await open(encoded(key))
  })

  test.each([
    ["too short", randomBytes(16).toString("base64")],
    ["no base64", "not a key at all, is it?"],
    ["the same twice", `${encoded(Buffer.alloc(32))},old:${encoded(Buffer.alloc(32))}`],
    ["nothing", ","],
    ["a Vault that is not there", "vault:secret/bracket#master"],
    ["a variable", "env:OTHER"],
  ])("a MASTER_KEY that is %s is refused without being repeated", async (_, masterKey) => {
    const error = await open(masterKey).catch((thrown: unknown) => thrown)
    expect(error).toMatchObject({ name: "ConfigError" })
    expect(String(error)).not.toContain(masterKey.length > 8 ? masterKey : "AAAA")
  })

  test("several keys with names: the first seals, all open", () => {
    const [a, b] = [randomBytes(32), randomBytes(32)]
    expect(parseMasterKeys(`2026-08:${encoded(a)}, old:${encoded(b)}`, "x")).toEqual([a, b])
    expect(parseMasterKeys(`${encoded(a)}\n${encoded(b)}\n`, "x")).toEqual([a, b])
  })
})

describe("rotating the key of the data folder", () => {
  test("everything opens with the new key alone", async () => {
    await storeCredentials(await open(), ["a", "b", "c"])
    const old = readFileSync(keyFile(), "utf8")
    expect(await rotate()).toMatchObject({ outcome: "replaced", resealed: 3, unreadable: [] })
    expect(readFileSync(keyFile(), "utf8")).not.toContain(old.trim())
    expect(statSync(keyFile()).mode & 0o777).toBe(0o600)
    expect(await credentials(await open())).toEqual(["sk-a", "sk-b", "sk-c"])
  })

  test("interrupted anywhere it loses nothing, the app starts, and a second run ends it", async () => {
    const names = ["a", "b", "c", "d"]
    await storeCredentials(await open(), names)
    for (const after of [0, 1, 1, 1]) {
      await expect(rotate({ sealed: endingAfter(after) })).rejects.toThrow("killed")
      expect(await credentials(await open())).toEqual(names.map((name) => `sk-${name}`))
    }
    expect(readFileSync(keyFile(), "utf8").trim().split("\n")).toHaveLength(2)
    expect(await rotate()).toMatchObject({ outcome: "replaced" })
    expect(readFileSync(keyFile(), "utf8").trim().split("\n")).toHaveLength(1)
    expect(await credentials(await open())).toEqual(names.map((name) => `sk-${name}`))
  })

  test("what does not open keeps its key: the old one stays in the file", async () => {
    const seal = await open()
    await storeCredentials(seal, ["a", "b"])
    const tampered = `${seal.seal("x", "another place")}`
    await store.connections.put(aConnection({ id: "b", sealed_credential: tampered }))
    expect(await rotate()).toMatchObject({ outcome: "kept-old", unreadable: [{ id: "b" }] })
    expect(readFileSync(keyFile(), "utf8").trim().split("\n")).toHaveLength(2)
  })

  test("with PostgreSQL a running node would not learn of it, so somebody has to say that none runs", async () => {
    await open()
    const before = readFileSync(keyFile(), "utf8")
    await expect(rotate({ databaseUrl: "postgres://x/y" })).rejects.toMatchObject({ name: "ConfigError" })
    expect(readFileSync(keyFile(), "utf8")).toBe(before)
  })

  test("with a key that is not the one, nothing begins", async () => {
    await storeCredentials(createSeal(randomBytes(32)), ["a"])
    writeMasterKeyFile(dataDir, [randomBytes(32)])
    const before = [readFileSync(keyFile(), "utf8"), ...(await texts())]
    await expect(rotate()).rejects.toMatchObject({ name: "ConfigError" })
    expect([readFileSync(keyFile(), "utf8"), ...(await texts())]).toEqual(before)
  })
})

describe("rotating the key of the environment", () => {
  const [old, next] = [randomBytes(32), randomBytes(32)]

  test("seals with the first of several, after which that one is enough", async () => {
    await storeCredentials(createSeal(old), ["a", "b"])
    const masterKey = `new:${encoded(next)},old:${encoded(old)}`
    expect(await rotate({ masterKey })).toMatchObject({ outcome: "remove-old", resealed: 2 })
    expect(await credentials(createSeal(next))).toEqual(["sk-a", "sk-b"])
    expect(await rotate({ masterKey: encoded(next) })).toMatchObject({ outcome: "no-new-key", resealed: 0 })
  })

  test("what a running node stores in between is neither lost nor left behind", async () => {
    await storeCredentials(createSeal(old), ["a", "b"])
    let stored = false
    const sealed: SealedStore = {
      ...store.sealed,
      async replace(value, text) {
        // A node that still seals with the old key is faster.
        if (!stored) await storeCredentials(createSeal([old, next]), ["b"])
        stored = true
        return store.sealed.replace(value, text)
      },
    }
    await resealAll(sealed, createSeal([next, old]))
    expect(await credentials(createSeal(next))).toEqual(["sk-a", "sk-b"])
  })
})

test("with a key that is lost for good, only what it sealed is given up", async () => {
  const key = randomBytes(32)
  await storeCredentials(createSeal(randomBytes(32)), ["lost"])
  await storeCredentials(createSeal(key), ["kept"])
  expect(await discardUnreadable(store.sealed, createSeal(key))).toBe(1)
  expect((await store.connections.get("lost"))?.sealed_credential).toBeNull()
  await open(encoded(key))
})

/** Replaces so many values, then dies. */
function endingAfter(count: number): SealedStore {
  let left = count
  return {
    ...store.sealed,
    async replace(value, text) {
      if (left === 0) throw new Error("killed")
      left -= 1
      return store.sealed.replace(value, text)
    },
  }
}
