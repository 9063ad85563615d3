import { expect, test } from "vitest"
import { BracketError } from "#lib/domain/errors"
import { basic } from "#lib/server/upstream/credentials/basic"
import { bearer } from "#lib/server/upstream/credentials/bearer"
import type { Credential } from "#lib/server/upstream/credentials/credential"
import { hmac } from "#lib/server/upstream/credentials/hmac"
import { withoutSecrets } from "./without-secrets.ts"

const request = (credential: Credential) => {
  const made = { method: "GET" as const, url: new URL("https://x.example/"), headers: {} }
  void credential(made)
  return made
}

test.each([
  ["bearer", bearer("key-of-odd-form/1+2"), "key-of-odd-form/1+2"],
  ["basic", basic("ann", "hunter2-password"), "hunter2-password"],
  ["hmac", hmac({ apiKey: "public-identifier", secretKey: "s", now: () => 0 }), "public-identifier"],
])(
  "a key of kind %s that an upstream repeats is not passed on to the person who runs",
  (_, credential, key) => {
    const error = new BracketError("upstream_quota", `Refused: key ${key} is spent`, {
      hint: "Look at the quota.",
      params: { status: 403, detail: `key ${key} is spent` },
      retryAfterMs: 5,
    })
    const clean = withoutSecrets(error, request(credential))
    expect(clean).toBeInstanceOf(BracketError)
    expect(clean).toMatchObject({
      code: "upstream_quota",
      message: "Refused: key ••• is spent",
      params: { status: 403, detail: "key ••• is spent" },
      retryable: false,
      retryAfterMs: 5,
    })
  },
)

test("what holds no secret is the same error", () => {
  const error = new BracketError("upstream_fault", "The upstream has a fault")
  expect(withoutSecrets(error, request(bearer("sk-1234567")))).toBe(error)
  expect(withoutSecrets("cancelled", undefined)).toBe("cancelled")
})
