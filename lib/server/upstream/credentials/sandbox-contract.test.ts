import { afterAll, describe, expect, test } from "vitest"
import { credentials, type Running, running } from "#lib/sandbox/running.fixture"
import { consentAt, oauthConnection, origin } from "#lib/server/oauth/oauth.fixture"
import { createUpstreamHttp } from "#lib/server/upstream/http"
import { basic } from "./basic.ts"
import { bearer } from "./bearer.ts"
import type { Credential } from "./credential.ts"
import { hmac } from "./hmac.ts"
import { none } from "./none.ts"

const http = createUpstreamHttp({ allowPlainHttp: true })
afterAll(() => http.close())

async function ask(sandbox: Running, credential: Credential, method: "GET" | "POST" = "POST") {
  const body = { model: "sandbox-fast", messages: [{ role: "user", content: "Hello, 世界" }], max_tokens: 3 }
  const response = await http.send(
    method === "GET"
      ? { method, url: new URL(`${sandbox.url}/v1/models?trace=%20x`), headers: {} }
      : {
          method,
          url: new URL(`${sandbox.url}/v1/chat/completions`),
          headers: { "content-type": "application/json" },
          body: new TextEncoder().encode(JSON.stringify(body)),
        },
    {
      credential,
      signal: AbortSignal.timeout(10_000),
      trust: "operator",
      timeLimits: { connectMs: 1_000, silenceMs: 10_000 },
    },
  )
  response.discard()
  return response.status
}

async function oauth2At(sandbox: Running): Promise<Credential> {
  const { oauth, connectionId, asking } = await oauthConnection({
    url: sandbox.url,
    clientId: credentials.apiKey,
    clientSecret: credentials.secretKey,
  })
  const { url } = await oauth.start(connectionId, asking, origin)
  await oauth.finish(await consentAt(url), asking)
  return oauth.credential(connectionId)
}

const { apiKey, secretKey } = credentials
const now = () => Date.now()

describe.each<[string, (sandbox: Running) => Credential | Promise<Credential>, Credential, object]>([
  ["hmac", () => hmac({ apiKey, secretKey, now }), hmac({ apiKey, secretKey: "wrong", now }), {}],
  ["bearer", () => bearer(apiKey), bearer("wrong"), {}],
  ["basic", () => basic(apiKey, secretKey), basic(apiKey, "wrong"), {}],
  ["oauth2", oauth2At, bearer("sandbox-access-made-up"), {}],
  ["none", () => none(), bearer("wrong"), { anonymous: true }],
])("%s", (kind, credentialAt, wrong, options) => {
  test("is taken for a request with a body and for one without, and a wrong one is not", async () => {
    const sandbox = await running(options)
    const credential = await credentialAt(sandbox)
    expect(await ask(sandbox, credential)).toBe(200)
    expect(await ask(sandbox, credential, "GET")).toBe(200)
    expect(await ask(sandbox, wrong)).toBe(401)
    expect(await sandbox.logged((entry) => entry.status === 200)).toMatchObject({ signed: kind })
  })
})

test("without a credential the sandbox of the app answers nobody", async () => {
  expect(await ask(await running(), none())).toBe(401)
})
