import { expect, test } from "vitest"
import { parseSecretReference, secretKindOf } from "#lib/domain/secret-reference"

test.each([
  ["env:DEEPSEEK_KEY", { kind: "env", name: "DEEPSEEK_KEY" }],
  ["file:/run/secrets/key", { kind: "file", path: "/run/secrets/key" }],
  [
    "vault:secret/team/deepseek#api-key",
    { kind: "vault", mount: "secret", path: "team/deepseek", field: "api-key" },
  ],
])("%s says where the secret lies", (text, reference) => {
  expect(parseSecretReference(text)).toEqual(reference)
  expect(secretKindOf(text)).toBe("reference")
})

test.each([
  "env:",
  "env:NOT A NAME",
  "file:relative/path",
  "file:",
  "vault:secret#field",
  "vault:secret/path",
  "vault:secret/../sys/mounts#x",
  "vault:secret/a/./b#x",
  "vault:/secret/a#x",
])("%s is meant as a reference but leads nowhere: it is not sent to a provider as a key", (text) => {
  expect(parseSecretReference(text)).toBeUndefined()
  expect(secretKindOf(text)).toBe("broken_reference")
})

test.each(["sk-1234", "environment:x", "v2.ab.cd", "ENV:NAME", ""])("%j is no reference", (text) => {
  expect(secretKindOf(text)).toBe("literal")
  expect(parseSecretReference(text)).toBeUndefined()
})
