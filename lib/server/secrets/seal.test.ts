import { createCipheriv, randomBytes } from "node:crypto"
import { expect, test } from "vitest"
import { createSeal } from "#lib/server/secrets/seal"

const key = randomBytes(32)

/** As the first release sealed: the text does not name its key. */
function sealedBefore(secret: string, purpose: string, masterKey: Buffer): string {
  const iv = randomBytes(12)
  const cipher = createCipheriv("aes-256-gcm", masterKey, iv).setAAD(Buffer.from(purpose))
  const ciphertext = Buffer.concat([cipher.update(secret, "utf8"), cipher.final()])
  return `v1.${Buffer.concat([iv, cipher.getAuthTag(), ciphertext]).toString("base64url")}`
}

test("a sealed credential comes back as it was and never looks the same twice", () => {
  const seal = createSeal(key)
  const sealed = seal.seal("sk-密钥", "connection:1")
  expect(seal.open(sealed, "connection:1")).toBe("sk-密钥")
  expect(sealed).not.toContain("sk-")
  expect(seal.seal("sk-密钥", "connection:1")).not.toBe(sealed)
})

test("what an earlier release or an earlier key sealed still opens, and is known to be old", () => {
  const newKey = randomBytes(32)
  const both = createSeal([newKey, key])
  for (const old of [
    sealedBefore("secret", "connection:1", key),
    createSeal(key).seal("secret", "connection:1"),
  ]) {
    expect(both.open(old, "connection:1")).toBe("secret")
    expect(both.isCurrent(old)).toBe(false)
    expect(createSeal(newKey).knowsKeyOf(old, "connection:1")).toBe(false)
  }
  const sealed = both.seal("secret", "connection:1")
  expect(both.isCurrent(sealed)).toBe(true)
  expect(createSeal(newKey).open(sealed, "connection:1")).toBe("secret")
})

test.each([
  ["another master key", (sealed: string) => createSeal(randomBytes(32)).open(sealed, "connection:1")],
  ["another place", (sealed: string) => createSeal(key).open(sealed, "connection:2")],
  ["a tampered text", (sealed: string) => createSeal(key).open(`${sealed.slice(0, -2)}AA`, "connection:1")],
  ["a truncated text", (sealed: string) => createSeal(key).open(sealed.slice(0, 20), "connection:1")],
  ["an unknown form", (sealed: string) => createSeal(key).open(`v9.${sealed}`, "connection:1")],
])("with %s it does not open and says what to do", (_, open) => {
  expect(() => open(createSeal(key).seal("secret", "connection:1"))).toThrowError(
    expect.objectContaining({ code: "secret_unreadable" }),
  )
})
