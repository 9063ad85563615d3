import { describe, expect, test } from "vitest"
import { credentials, running as runningSandbox } from "#lib/sandbox/running.fixture"
import type { SandboxOptions } from "#lib/sandbox/server"
import { consentAt, oauthConnection, origin } from "./oauth.fixture.ts"

const clientOfSandbox = { clientId: credentials.apiKey, clientSecret: credentials.secretKey }

/** A connection at a sandbox whose clock is the test's. */
async function atSandbox(options: Partial<SandboxOptions> = {}) {
  let now = () => Date.now()
  const sandbox = await runningSandbox({ ...options, now: () => now() })
  const connection = await oauthConnection({ url: sandbox.url, ...clientOfSandbox })
  now = () => connection.clock.now + connection.clock.ahead
  const { oauth, connectionId, asking, http } = connection

  async function connect(decision: "allow" | "deny" = "allow") {
    const { url } = await oauth.start(connectionId, asking, origin)
    return oauth.finish(await consentAt(url, decision), asking)
  }
  /** What a run gets: the status, or the code of the error. */
  async function use(node = oauth): Promise<number | string> {
    try {
      const response = await http.send(
        { method: "GET", url: new URL(`${sandbox.url}/v1/models`), headers: {} },
        {
          credential: node.credential(connectionId),
          signal: AbortSignal.timeout(5_000),
          trust: "operator",
          timeLimits: { connectMs: 1_000, silenceMs: 5_000 },
        },
      )
      response.discard()
      return response.status
    } catch (error) {
      const { code, params } = error as { code?: string; params?: { reason?: string } }
      return `${code} ${params?.reason}`
    }
  }
  const calls = async () => {
    const { requests } = await (await fetch(`${sandbox.url}/sandbox/requests`)).json()
    return requests.map(
      (request: { signed: string; status: number }) => `${request.signed} ${request.status}`,
    )
  }
  return { ...connection, sandbox, connect, use, calls }
}

describe("consent", () => {
  test("a person agrees, and runs carry the token from then on; the database holds none of it in the clear", async () => {
    const { connect, use, calls, connectionId, store, oauth } = await atSandbox()
    expect(await use()).toBe("oauth_reconnect never")
    expect(await connect()).toEqual({ connectionId, outcome: "connected" })
    expect(await use()).toBe(200)
    expect(await calls()).toEqual(["oauth2 200"])
    expect(JSON.stringify(await store.oauthTokens.get(connectionId))).not.toMatch(/sandbox-(access|refresh)/)
    expect(await oauth.statusOf([connectionId, "other"])).toMatchObject({
      [connectionId]: { state: "connected", scope: "models" },
      other: { state: "disconnected" },
    })
  })

  test("a person who says no is told so, and nothing is kept", async () => {
    const { connect, use, connectionId } = await atSandbox()
    expect(await connect("deny")).toEqual({ connectionId, outcome: "denied" })
    expect(await use()).toBe("oauth_reconnect never")
  })

  test("a callback counts once, and only in the session that asked", async () => {
    const { oauth, connectionId, asking, use } = await atSandbox()
    const { url } = await oauth.start(connectionId, asking, origin)
    const callback = await consentAt(url)
    expect(await oauth.finish(callback, { ...asking, sessionId: "another" })).toEqual({ outcome: "state" })
    expect(await oauth.finish(callback, asking)).toEqual({ outcome: "state" })
    const again = await consentAt((await oauth.start(connectionId, asking, origin)).url)
    expect(await oauth.finish(again, undefined)).toEqual({ outcome: "state" })
    expect(await use()).toBe("oauth_reconnect never")
  })

  test.each([
    ["an unknown state", (callback: URLSearchParams) => callback.set("state", "made-up")],
    ["no state", (callback: URLSearchParams) => callback.delete("state")],
  ])("%s is refused", async (_, spoil) => {
    const { oauth, connectionId, asking } = await atSandbox()
    const callback = await consentAt((await oauth.start(connectionId, asking, origin)).url)
    spoil(callback)
    expect(await oauth.finish(callback, asking)).toEqual({ outcome: "state" })
  })

  test("a person who comes back after ten minutes has to start again", async () => {
    const { oauth, connectionId, asking, clock } = await atSandbox()
    const callback = await consentAt((await oauth.start(connectionId, asking, origin)).url)
    clock.now += 600_000
    expect(await oauth.finish(callback, asking)).toEqual({ outcome: "state" })
  })

  test("a connection that was changed meanwhile gets neither code nor secret", async () => {
    const { connectionId, asking, oauth, client, use } = await atSandbox()
    const { url } = await oauth.start(connectionId, asking, origin)
    const given = await consentAt(url)
    client.tokenUrl = client.tokenUrl.replace("127.0.0.1", "localhost")
    expect(await oauth.finish(given, asking)).toEqual({ connectionId, outcome: "oauth_reconnect" })
    expect(await use()).toBe("oauth_reconnect never")
  })

  test("a code from another flow does not fit this one's verifier", async () => {
    const { oauth, connectionId, asking, use } = await atSandbox()
    const [mine, other] = [
      await consentAt((await oauth.start(connectionId, asking, origin)).url),
      await consentAt((await oauth.start(connectionId, asking, origin)).url),
    ]
    mine.set("code", other.get("code") ?? "")
    expect(await oauth.finish(mine, asking)).toEqual({ connectionId, outcome: "oauth_reconnect" })
    expect(await use()).toBe("oauth_reconnect never")
  })

  test("a wrong client secret is told as what it is", async () => {
    const { connect, client, connectionId } = await atSandbox()
    client.clientSecret = "wrong"
    expect(await connect()).toEqual({ connectionId, outcome: "upstream_credential" })
  })
})

describe("renewing", () => {
  const shortLived = { oauth: { accessTokenMs: 100_000 } }

  test("an expired token is renewed once, however many runs need it, on however many nodes", async () => {
    const { connect, use, node, clock, calls } = await atSandbox(shortLived)
    await connect()
    clock.now += 100_000
    const nodes = [node(), node(), node()]
    // A second use of the refresh token would have withdrawn everything.
    const statuses = await Promise.all([...nodes, ...nodes, ...nodes].map((each) => use(each)))
    expect(new Set(statuses)).toEqual(new Set([200]))
    clock.now += 100_000
    expect(await use()).toBe(200)
    expect(new Set(await calls())).toEqual(new Set(["oauth2 200"]))
  })

  test("a consent that was withdrawn, or a refresh token that ran out, asks to connect again, and that helps", async () => {
    const { connect, use, clock, withdrawn, connectionId, oauth } = await atSandbox({
      oauth: { accessTokenMs: 100_000, refreshTokenMs: 200_000 },
    })
    await connect()
    clock.now += 200_000
    expect(await use()).toBe("oauth_reconnect revoked")
    expect(await use()).toBe("oauth_reconnect revoked")
    expect(withdrawn).toEqual([connectionId])
    expect(await oauth.statusOf([connectionId])).toMatchObject({ [connectionId]: { state: "reconnect" } })
    await connect()
    expect(await use()).toBe(200)
  })

  test("a token that the upstream refuses before its time is renewed, and the run never notices", async () => {
    const { connect, use, calls, clock } = await atSandbox()
    await connect()
    expect(await use()).toBe(200)
    clock.ahead = 3_600_000
    expect(await use()).toBe(200)
    expect(await calls()).toEqual(["oauth2 200", "none 401", "oauth2 200"])
  })
})

describe("disconnecting", () => {
  test("forgets the tokens here and withdraws them there", async () => {
    const { connect, use, oauth, connectionId, sandbox, http } = await atSandbox()
    await connect()
    const request = {
      method: "GET" as const,
      url: new URL(sandbox.url),
      headers: {} as Record<string, string>,
    }
    await oauth.credential(connectionId)(request)
    await oauth.disconnect(connectionId)
    expect(await use()).toBe("oauth_reconnect never")
    const answer = await fetch(`${sandbox.url}/v1/models`, { headers: request.headers })
    expect((await answer.json()).error.code).toBe("token_revoked")
    await http.close()
    await oauth.disconnect(connectionId)
  })

  test("tokens go to the server that they were given for: another address needs a new consent", async () => {
    const { connect, use, client } = await atSandbox()
    await connect()
    const { audience } = client
    client.audience = "https://elsewhere.example"
    expect(await use()).toBe("oauth_reconnect expired")
    client.audience = audience
    expect(await use()).toBe(200)
  })
})
