import { createServer } from "node:http"
import { describe, expect, test } from "vitest"
import { BracketError } from "#lib/domain/errors"
import { listening } from "#lib/server/upstream/testing/loopback-server"
import { oauthConnection, origin } from "./oauth.fixture.ts"

type Answer = [status: number, body: object | string]

/** A server that gives what it is told to, one answer for each call of its token endpoint, and takes one access token. */
async function oddServer(answers: Answer[]) {
  const forms: URLSearchParams[] = []
  const accepted = { token: "" }
  const seen: string[] = []
  const server = await listening(
    createServer(async (request, response) => {
      let text = ""
      for await (const part of request) text += part
      if (request.url !== "/oauth2/token") {
        seen.push(request.headers.authorization ?? "")
        const fits = request.headers.authorization === `Bearer ${accepted.token}`
        return void response.writeHead(fits ? 200 : 401).end("{}")
      }
      forms.push(new URLSearchParams(text))
      const [status, body] = answers.shift() ?? [500, ""]
      const json = typeof body === "object"
      response.writeHead(status, { "content-type": json ? "application/json; charset=utf-8" : "text/html" })
      response.end(json ? JSON.stringify(body) : body)
    }),
  )
  const connection = await oauthConnection({
    url: server.url.origin,
    clientId: "bracket",
    clientSecret: "client-secret",
  })
  const { oauth, connectionId, asking, http } = connection
  return {
    ...connection,
    forms,
    accepted,
    seen,
    async connect(more: Record<string, string> = {}) {
      const url = new URL((await oauth.start(connectionId, asking, origin)).url)
      const state = url.searchParams.get("state") ?? ""
      return (await oauth.finish(new URLSearchParams({ code: "c", state, ...more }), asking)).outcome
    },
    async use() {
      const url = new URL(`${server.url.origin}/v1/models`)
      try {
        const response = await http.send(
          { method: "GET", url, headers: {} },
          {
            credential: oauth.credential(connectionId),
            signal: AbortSignal.timeout(5_000),
            trust: "operator",
            timeLimits: { connectMs: 1_000, silenceMs: 5_000 },
          },
        )
        response.discard()
        return response.status
      } catch (error) {
        return error instanceof BracketError ? error.code : error
      }
    },
  }
}

const token = (access_token: string, more: object = {}): Answer => [
  200,
  { access_token, token_type: "Bearer", expires_in: 1_000, ...more },
]

describe("servers as they are", () => {
  test("the exchange is the standard's: code, redirect_uri, verifier and client, in the body", async () => {
    const { connect, forms } = await oddServer([token("a", { refresh_token: "r" })])
    expect(await connect()).toBe("connected")
    expect(Object.fromEntries(forms[0] ?? [])).toEqual({
      grant_type: "authorization_code",
      code: "c",
      redirect_uri: `${origin}/api/oauth/callback`,
      code_verifier: expect.stringMatching(/^[\w-]{43}$/),
      client_id: "bracket",
      client_secret: "client-secret",
    })
  })

  test.each<[string, Answer, string]>([
    ["an error with status 200", [200, { error: "bad_verification_code" }], "upstream_credential"],
    ["a web page", [200, "<h1>Welcome</h1>"], "upstream_garbage"],
    ["no token", [200, { token_type: "bearer" }], "upstream_garbage"],
    [
      "a token of a kind that we cannot use",
      [200, { access_token: "a", token_type: "mac" }],
      "upstream_garbage",
    ],
    ["that it is down", [502, "<h1>Bad gateway</h1>"], "upstream_fault"],
    ["no to the code", [400, { error: "invalid_grant" }], "oauth_reconnect"],
  ])("%s instead of tokens is told apart", async (_, answer, outcome) => {
    expect(await (await oddServer([answer])).connect()).toBe(outcome)
  })

  test("an ID token and the name of an issuer, which we did not ask for, do no harm", async () => {
    const { connect } = await oddServer([token("a", { id_token: "not.a.jwt" })])
    expect(await connect({ iss: "https://issuer.example" })).toBe("connected")
  })

  test("a token without an end is used until it is refused; without a refresh token that needs a new consent", async () => {
    const { connect, use, accepted, clock, withdrawn } = await oddServer([
      [200, { access_token: "for-ever", token_type: "bearer" }],
    ])
    await connect()
    accepted.token = "for-ever"
    clock.now += 365 * 86_400_000
    expect(await use()).toBe(200)
    accepted.token = "another"
    expect(await use()).toBe("oauth_reconnect")
    expect(withdrawn).toHaveLength(1)
  })

  test("a refresh token that is not replaced goes on being used", async () => {
    const { connect, use, accepted, clock, forms } = await oddServer([
      token("first", { refresh_token: "r" }),
      token("second"),
      token("third"),
    ])
    await connect()
    for (const next of ["second", "third"]) {
      clock.now += 1_000_000
      accepted.token = next
      expect(await use()).toBe(200)
    }
    expect(forms.slice(1).map((form) => form.get("refresh_token"))).toEqual(["r", "r"])
  })
})

describe("a server that cannot renew for the moment", () => {
  test("a token is renewed a little early; if that fails it is used to its end, and then the fault is told", async () => {
    const { connect, use, accepted, clock, forms } = await oddServer([
      token("first", { refresh_token: "r" }),
      [503, ""],
      [503, ""],
      token("second"),
    ])
    await connect()
    accepted.token = "first"
    clock.now += 900_000
    expect(await use()).toBe(200)
    expect(forms).toHaveLength(1)
    clock.now += 50_000
    expect(await use()).toBe(200)
    expect(forms).toHaveLength(2)
    clock.now += 50_000
    expect(await use()).toBe("upstream_fault")
    accepted.token = "second"
    expect(await use()).toBe(200)
  })

  test("a new token that is refused too is not renewed for ever", async () => {
    const { connect, use, seen, accepted } = await oddServer([
      token("first", { refresh_token: "r" }),
      token("second", { refresh_token: "s" }),
    ])
    await connect()
    accepted.token = "neither"
    expect(await use()).toBe(401)
    expect(seen).toEqual(["Bearer first", "Bearer second"])
  })
})

test("a node that died while it renewed holds the others up for half a minute at most", async () => {
  const { connect, use, accepted, clock, keyValue, connectionId } = await oddServer([
    token("first", { refresh_token: "r" }),
    token("second"),
  ])
  await connect()
  clock.now += 1_000_000
  accepted.token = "second"
  await keyValue.setIfAbsent(`oauth:renewing:${connectionId}`, "1", 30_000)
  expect(await use()).toBe("upstream_silent")
  clock.now += 30_000
  expect(await use()).toBe(200)
})
