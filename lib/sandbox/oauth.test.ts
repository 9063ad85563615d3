import { createHash } from "node:crypto"
import { describe, expect, test } from "vitest"
import { defaultLifetimes } from "./oauth-grants.ts"
import { credentials, type Running, running } from "./running.fixture.ts"

const redirectUri = "http://127.0.0.1:3000/api/oauth/callback"
const verifier = "a-verifier-that-is-long-enough-to-be-one-0123456789"
const challenge = createHash("sha256").update(verifier).digest("base64url")
const client = { client_id: credentials.apiKey, client_secret: credentials.secretKey }

const asked = {
  response_type: "code",
  client_id: credentials.apiKey,
  redirect_uri: redirectUri,
  state: "s-1",
  scope: "models",
  code_challenge: challenge,
  code_challenge_method: "S256",
}

function ask(sandbox: Running, more: Record<string, string> = {}, headers: Record<string, string> = {}) {
  const query = new URLSearchParams({ ...asked, ...more })
  return fetch(`${sandbox.url}/oauth2/authorize?${query}`, { redirect: "manual", headers })
}

function send(
  sandbox: Running,
  path: string,
  form: Record<string, string>,
  headers: Record<string, string> = {},
) {
  return fetch(`${sandbox.url}/oauth2/${path}`, {
    method: "POST",
    body: new URLSearchParams(form),
    redirect: "manual",
    headers,
  })
}

async function decide(sandbox: Running, decision: string): Promise<URL> {
  const page = await (await ask(sandbox)).text()
  const ticket = /name="ticket" value="([^"]+)"/.exec(page)?.[1] ?? ""
  const answer = await send(sandbox, "authorize", { ticket, decision })
  expect(answer.status).toBe(303)
  return new URL(answer.headers.get("location") ?? "")
}

const codeOf = async (sandbox: Running) => (await decide(sandbox, "allow")).searchParams.get("code") ?? ""

async function exchange(sandbox: Running, form: Record<string, string>, headers?: Record<string, string>) {
  const response = await send(sandbox, "token", form, headers)
  return { status: response.status, ...(await response.json()) }
}

const redeem = (sandbox: Running, code: string, more: Record<string, string> = {}) =>
  exchange(sandbox, {
    grant_type: "authorization_code",
    code,
    redirect_uri: redirectUri,
    code_verifier: verifier,
    ...client,
    ...more,
  })
const refresh = (sandbox: Running, token: string) =>
  exchange(sandbox, { grant_type: "refresh_token", refresh_token: token, ...client })

async function use(sandbox: Running, token: string) {
  const response = await fetch(`${sandbox.url}/v1/models`, { headers: { Authorization: `Bearer ${token}` } })
  const { error } = await response.json()
  return error ? `${response.status} ${error.code}` : response.status
}

describe("consent", () => {
  test("the page says that it is the sandbox, runs no script and stands in no frame", async () => {
    const sandbox = await running()
    const response = await ask(sandbox)
    const page = await response.text()
    expect(page).toContain("<strong>Sandbox</strong>")
    expect(page).toContain("It is not DeepSeek")
    expect(page).not.toMatch(/<script|\son\w+=|http-equiv/)
    const policy = response.headers.get("content-security-policy")
    expect(policy).toContain("default-src 'none'")
    expect(policy).toContain("frame-ancestors 'none'")
    expect(policy).not.toContain("unsafe")
    expect(await (await ask(sandbox, {}, { "Accept-Language": "zh-CN,en" })).text()).toContain(
      "并非 DeepSeek",
    )
  })

  test("what is agreed comes back with the state, what is denied with the reason", async () => {
    const sandbox = await running()
    const allowed = await decide(sandbox, "allow")
    expect(allowed.href).toContain(`${redirectUri}?code=`)
    expect(allowed.searchParams.get("state")).toBe("s-1")
    const denied = await decide(sandbox, "deny")
    expect(Object.fromEntries(denied.searchParams)).toEqual({ error: "access_denied", state: "s-1" })
  })

  test("a page is answered once", async () => {
    const sandbox = await running()
    const ticket = /name="ticket" value="([^"]+)"/.exec(await (await ask(sandbox)).text())?.[1] ?? ""
    await send(sandbox, "authorize", { ticket, decision: "allow" })
    expect((await send(sandbox, "authorize", { ticket, decision: "allow" })).status).toBe(400)
  })

  test.each([
    ["an unknown client", { client_id: "other" }],
    ["another site", { redirect_uri: "https://evil.example/" }],
    ["another path", { redirect_uri: "http://127.0.0.1:3000/elsewhere" }],
    ["another scheme", { redirect_uri: "javascript:alert(1)//api/oauth/callback" }],
    ["a query that would hide the code", { redirect_uri: `${redirectUri}?to=x` }],
  ])("nobody is sent to %s", async (_, more) => {
    const response = await ask(await running(), more)
    expect([response.status, response.headers.get("location")]).toEqual([400, null])
  })

  test.each([
    ["no PKCE", { code_challenge: "" }, "invalid_request"],
    ["plain PKCE", { code_challenge_method: "plain" }, "invalid_request"],
    ["a token in the address", { response_type: "token" }, "unsupported_response_type"],
  ])("%s is sent back as an error", async (_, more, error) => {
    const location = (await ask(await running(), more)).headers.get("location") ?? ""
    expect(Object.fromEntries(new URL(location).searchParams)).toMatchObject({ error, state: "s-1" })
  })
})

describe("tokens", () => {
  test("a code gives tokens, and an access token is taken like a key", async () => {
    const sandbox = await running()
    const tokens = await redeem(sandbox, await codeOf(sandbox))
    expect(tokens).toMatchObject({ status: 200, token_type: "Bearer", expires_in: 3600, scope: "models" })
    const response = await sandbox.complete(
      { max_tokens: 2 },
      { headers: { Authorization: `Bearer ${tokens.access_token}` } },
    )
    expect(response.status).toBe(200)
    await response.text()
    expect(await sandbox.logged()).toMatchObject({ signed: "oauth2", outcome: "completed" })
  })

  test("the client may also prove itself by Basic", async () => {
    const sandbox = await running()
    const code = await codeOf(sandbox)
    const basic = Buffer.from(`${credentials.apiKey}:${credentials.secretKey}`).toString("base64")
    const form = {
      grant_type: "authorization_code",
      code,
      redirect_uri: redirectUri,
      code_verifier: verifier,
    }
    expect(await exchange(sandbox, form, { Authorization: `Basic ${basic}` })).toMatchObject({ status: 200 })
  })

  test.each([
    ["a wrong verifier", { code_verifier: "x".repeat(43) }, "invalid_grant"],
    ["another redirect_uri", { redirect_uri: "http://localhost:3000/api/oauth/callback" }, "invalid_grant"],
    ["a wrong secret", { client_secret: "wrong" }, "invalid_client"],
    ["an unknown code", { code: "wrong" }, "invalid_grant"],
    ["an unknown grant", { grant_type: "password" }, "unsupported_grant_type"],
  ])("%s gives none", async (_, more, error) => {
    const sandbox = await running()
    expect(await redeem(sandbox, await codeOf(sandbox), more)).toMatchObject({ error })
  })

  test("a client gets a token for itself by its secret, without one to refresh it by", async () => {
    const sandbox = await running()
    const form = { grant_type: "client_credentials", scope: "models", ...client }
    const { status, access_token, refresh_token } = await exchange(sandbox, form)
    expect([status, refresh_token]).toEqual([200, undefined])
    expect(await use(sandbox, access_token)).toBe(200)
    expect(await exchange(sandbox, { ...form, client_secret: "wrong" })).toMatchObject({ status: 401 })
  })

  test("a code works once: the second use withdraws what the first one gave", async () => {
    const sandbox = await running()
    const code = await codeOf(sandbox)
    const { access_token } = await redeem(sandbox, code)
    expect(await use(sandbox, access_token)).toBe(200)
    expect(await redeem(sandbox, code)).toMatchObject({ status: 400, error: "invalid_grant" })
    expect(await use(sandbox, access_token)).toBe("401 token_revoked")
  })

  test("codes and tokens end when their time is over", async () => {
    let now = 1_000_000
    const sandbox = await running({ now: () => now, oauth: { accessTokenMs: 5_000 } })
    const late = await codeOf(sandbox)
    now += defaultLifetimes.codeMs
    expect(await redeem(sandbox, late)).toMatchObject({ error: "invalid_grant" })
    const tokens = await redeem(sandbox, await codeOf(sandbox))
    expect(tokens.expires_in).toBe(5)
    now += 4_999
    expect(await use(sandbox, tokens.access_token)).toBe(200)
    now += 1
    expect(await use(sandbox, tokens.access_token)).toBe("401 token_expired")
    const renewed = await refresh(sandbox, tokens.refresh_token)
    expect(await use(sandbox, renewed.access_token)).toBe(200)
    now += defaultLifetimes.refreshTokenMs
    expect(await refresh(sandbox, renewed.refresh_token)).toMatchObject({ error: "invalid_grant" })
  })

  test("a refresh token works once: whoever uses it again loses everything, the thief as well", async () => {
    const sandbox = await running()
    const first = await redeem(sandbox, await codeOf(sandbox))
    const second = await refresh(sandbox, first.refresh_token)
    expect(second.refresh_token).not.toBe(first.refresh_token)
    expect(await refresh(sandbox, first.refresh_token)).toMatchObject({ error: "invalid_grant" })
    expect(await use(sandbox, second.access_token)).toBe("401 token_revoked")
    expect(await refresh(sandbox, second.refresh_token)).toMatchObject({ error: "invalid_grant" })
  })

  test("revoking one token withdraws the consent, and needs the client's secret", async () => {
    const sandbox = await running()
    const { access_token, refresh_token } = await redeem(sandbox, await codeOf(sandbox))
    const stranger = await send(sandbox, "revoke", { token: refresh_token, client_id: client.client_id })
    expect(stranger.status).toBe(401)
    expect(await use(sandbox, access_token)).toBe(200)
    expect((await send(sandbox, "revoke", { token: refresh_token, ...client })).status).toBe(200)
    expect(await use(sandbox, access_token)).toBe("401 token_revoked")
    expect((await send(sandbox, "revoke", { token: "unknown", ...client })).status).toBe(200)
  })
})

test("Basic is taken with the key pair, and nothing at all only where that is asked for", async () => {
  const basic = (password: string) => ({
    headers: {
      Authorization: `Basic ${Buffer.from(`${credentials.apiKey}:${password}`).toString("base64")}`,
    },
  })
  const [closed, open] = [await running(), await running({ anonymous: true })]
  const statusOf = async (sandbox: Running, init?: RequestInit) =>
    (await fetch(`${sandbox.url}/v1/models`, init)).status
  expect(await statusOf(closed, basic(credentials.secretKey))).toBe(200)
  expect(await statusOf(closed, basic("wrong"))).toBe(401)
  expect(await statusOf(closed)).toBe(401)
  expect(await statusOf(open)).toBe(200)
  expect(await statusOf(open, basic("wrong"))).toBe(401)
})
