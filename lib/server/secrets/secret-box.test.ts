import { randomBytes } from "node:crypto"
import { chmodSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import path from "node:path"
import { afterAll, expect, test } from "vitest"
import { createReferenceReader, withoutMasterKey } from "./references.ts"
import { createSeal } from "./seal.ts"
import { createSecretBox } from "./secret-box.ts"

const folder = mkdtempSync(path.join(tmpdir(), "bracket-secrets-"))
afterAll(() => rmSync(folder, { recursive: true }))

const dataDir = path.join(folder, "data")
mkdirSync(dataDir)
const box = createSecretBox({
  seal: createSeal(randomBytes(32)),
  references: createReferenceReader({
    environment: {
      KEY: "sk-from-the-environment",
      EMPTY: " ",
      MASTER_KEY: "canary-7",
      VAULT_TOKEN: "canary-7",
    },
    dataDir,
    vault: { read: async ({ mount, path: at, field }) => `${mount} ${at} ${field}` },
  }),
})

function file(name: string, content: string | Buffer): string {
  const at = path.join(folder, name)
  writeFileSync(at, content)
  return `file:${at}`
}

test("a key that was typed in comes back from its sealed text", async () => {
  expect(await box.open(box.seal("sk-1", "connection:1"), "connection:1")).toBe("sk-1")
  await expect(box.open(box.seal("sk-1", "connection:1"), "connection:2")).rejects.toMatchObject({
    code: "secret_unreadable",
  })
})

test("a key is read from where the operator keeps it, the line end of a file is no part of it", async () => {
  expect(await box.open("env:KEY", "connection:1")).toBe("sk-from-the-environment")
  expect(await box.open(file("plain", "sk-file\r\n"), "connection:1")).toBe("sk-file")
  expect(await box.open("vault:secret/team/deepseek#key", "connection:1")).toBe("secret team/deepseek key")
})

test("a mounted secret that was replaced counts at once", async () => {
  const reference = file("rotating", "old\n")
  expect(await box.open(reference, "x")).toBe("old")
  file("rotating", "new\n")
  expect(await box.open(reference, "x")).toBe("new")
})

test("the place of the master key is closed to connections, by whatever name", async () => {
  const [key, alias] = [file("master", "canary-7"), path.join(folder, "alias")]
  symlinkSync(path.join(folder, "master"), alias)
  const references = { read: async () => "read" }
  const closedFile = withoutMasterKey(references, key)
  for (const at of [path.join(folder, "master"), alias])
    await expect(closedFile.read({ kind: "file", path: at })).rejects.toMatchObject({
      code: "secret_unavailable",
    })
  expect(await closedFile.read({ kind: "file", path: path.join(folder, "plain") })).toBe("read")
  const closedVault = withoutMasterKey(references, "vault:secret/bracket#key")
  const at = { kind: "vault", mount: "secret", path: "bracket" } as const
  await expect(closedVault.read({ ...at, field: "old" })).rejects.toMatchObject({
    code: "secret_unavailable",
  })
  expect(await closedVault.read({ ...at, path: "team", field: "key" })).toBe("read")
})

test("no environment file is a secret", async () => {
  await expect(box.open(file(".env", "MASTER_KEY=canary-7"), "x")).rejects.toMatchObject({
    code: "secret_unavailable",
  })
})

test.each([
  ["an unknown variable", "env:NOTHING", "missing"],
  ["an empty variable", "env:EMPTY", "empty"],
  ["the master key", "env:MASTER_KEY", "forbidden"],
  ["Vault's own token", "env:VAULT_TOKEN", "forbidden"],
  ["a file that is not there", `file:${folder}/nothing`, "missing"],
  ["a folder", `file:${folder}`, "forbidden"],
  ["a relative path", "file:secret", "malformed"],
  ["the environment of the process", "file:/proc/self/environ", "forbidden"],
  ["an empty file", () => file("empty", "\n"), "empty"],
  ["a file that is no text", () => file("binary", Buffer.from([0xff, 0xfe, 0x00])), "unreadable"],
  ["a large file", () => file("large", "x".repeat(65_537)), "too_large"],
  ["a file of the data folder", () => file("data/master.key", "canary-7"), "forbidden"],
  ["a link into the data folder", () => linked("data/auth.key", "link"), "forbidden"],
])("%s is no key: a clear reason and not a word of what stands there", async (_, given, reason) => {
  const reference = typeof given === "string" ? given : given()
  const error = await box.open(reference, "x").catch((thrown: unknown) => thrown)
  expect(error).toMatchObject({ code: "secret_unavailable", params: { reason } })
  expect(JSON.stringify(error)).not.toMatch(/canary-7|bracket-secrets-/)
})

function linked(target: string, name: string): string {
  file(target, "canary-7")
  symlinkSync(path.join(folder, target), path.join(folder, name))
  return `file:${path.join(folder, name)}`
}

test.skipIf(process.getuid?.() === 0)(
  "a file that Bracket may not read is said to be unreadable",
  async () => {
    const reference = file("closed", "secret")
    chmodSync(path.join(folder, "closed"), 0o000)
    await expect(box.open(reference, "x")).rejects.toMatchObject({ params: { reason: "unreadable" } })
  },
)
