import { inspect } from "node:util"
import { describe, expect, it } from "vitest"
import type { UpstreamRequest } from "#lib/server/upstream/dialects/dialect"
import { basic } from "./basic.ts"
import { bearer } from "./bearer.ts"
import type { Credential } from "./credential.ts"
import { hmac } from "./hmac.ts"
import { none } from "./none.ts"

function request(url: string, method: "GET" | "POST", body?: string): UpstreamRequest {
  return {
    method,
    url: new URL(url),
    headers: {},
    body: body === undefined ? undefined : new TextEncoder().encode(body),
  }
}

async function signed(credential: Credential, to: UpstreamRequest): Promise<Record<string, string>> {
  await credential(to)
  return to.headers
}

describe("hmac", () => {
  const now = () => 1_633_046_400_999
  const credential = hmac({ apiKey: "key-id", secretKey: "test-secret", now })

  it("signs as the contract's test vector says", async () => {
    const body = '{"model":"deepseek-chat","prompt":"hi"}'
    expect(await signed(credential, request("https://api.example/v1/completions", "POST", body))).toEqual({
      "x-deepseek-timestamp": "1633046400",
      "x-deepseek-signature": "4d2989bd0103f7eeec91caacd62681bb0d3c254a237b9286d3d859fb0ee941b6",
      "x-deepseek-apikey": "key-id",
    })
  })

  // Signatures by another implementation: openssl dgst -sha256 -hmac test-secret
  it("signs the query, and nothing where there is no body", async () => {
    const headers = await signed(credential, request("https://api.example/v1/models?a=%20b", "GET"))
    expect(headers["x-deepseek-signature"]).toBe(
      "f55551b1af60e776df170b82602584ed2926ba03cb501cfcb2f68b21ee8f63c5",
    )
  })

  it("signs bytes, not what they would be as text", async () => {
    const to = { ...request("https://api.example/x", "POST"), body: new Uint8Array([0xff, 0x00]) }
    expect((await signed(credential, to))["x-deepseek-signature"]).toBe(
      "c5beb2dacdb730a3a7d761262c21d1add340e611d932dcd263399e6dbfd96e1b",
    )
  })

  it("replaces its headers when a second attempt is signed", async () => {
    let ms = 1_000_000
    const later = hmac({ apiKey: "key-id", secretKey: "s", now: () => ms })
    const to = request("https://api.example/x", "POST", "{}")
    const first = { ...(await signed(later, to)) }
    ms += 5000
    expect(await signed(later, to)).toMatchObject({ "x-deepseek-timestamp": "1005" })
    expect(to.headers["x-deepseek-signature"]).not.toBe(first["x-deepseek-signature"])
  })
})

describe("the other kinds", () => {
  it("add what their standards say", async () => {
    const to = () => request("https://api.example/x", "GET")
    expect(await signed(bearer(" sk-1\n"), to())).toEqual({ authorization: "Bearer sk-1" })
    expect(await signed(basic("ann", "pässword"), to())).toEqual({
      authorization: `Basic ${Buffer.from("ann:pässword").toString("base64")}`,
    })
    expect(await signed(none(), to())).toEqual({})
  })

  it("say so when a key cannot stand in a header, without repeating it", () => {
    for (const key of ["", "sk-1\nx: y", "sk-秘密"])
      expect(() => bearer(key)(request("https://api.example/x", "GET"))).toThrow(
        expect.objectContaining({
          code: "upstream_credential",
          message: expect.not.stringContaining(key || "undefined"),
        }),
      )
  })
})

describe("a secret", () => {
  it("is not to be seen in a credential that is logged or serialised", () => {
    const credentials = [
      hmac({ apiKey: "visible-secret", secretKey: "visible-secret", now: () => 0 }),
      bearer("visible-secret"),
      basic("visible-secret", "visible-secret"),
    ]
    for (const credential of credentials) {
      const seen = [
        JSON.stringify({ credential }),
        inspect(credential, { showHidden: true, depth: 9 }),
        String(credential),
      ]
      for (const text of seen) expect(text).not.toContain("visible-secret")
    }
  })
})
