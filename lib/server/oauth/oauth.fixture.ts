import { randomBytes, randomUUID } from "node:crypto"
import { mkdtempSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import path from "node:path"
import { onTestFinished } from "vitest"
import { createReferenceReader } from "#lib/server/secrets/references"
import { createSeal } from "#lib/server/secrets/seal"
import { createSecretBox } from "#lib/server/secrets/secret-box"
import { aConnection, aPerson } from "#lib/server/store/contract-fixtures"
import { createMemoryKeyValue } from "#lib/server/store/memory-key-value"
import { openStore } from "#lib/server/store/open-store"
import { createUpstreamHttp } from "#lib/server/upstream/http"
import { createOAuth, type OAuth } from "./oauth.ts"
import type { OAuthClient } from "./oauth-client.ts"

export const origin = "http://127.0.0.1:3000"

/** Where an OAuth 2.0 server is, and its client. */
export interface ServerUnderTest {
  url: string
  clientId: string
  clientSecret: string
}

/** A connection that signs in at a server, on as many nodes as the test asks for, with a clock that it turns. */
export async function oauthConnection(server: ServerUnderTest) {
  const dataDir = mkdtempSync(path.join(tmpdir(), "bracket-oauth-"))
  const store = await openStore({ dataDir })
  await store.migrate()
  const http = createUpstreamHttp({ allowPlainHttp: true })
  /** `ahead`: by how much the server's clock is. */
  const clock = { now: Date.now(), ahead: 0 }
  const keyValue = createMemoryKeyValue({ now: () => clock.now })
  const secrets = createSecretBox({
    seal: createSeal(randomBytes(32)),
    references: createReferenceReader({ environment: {}, dataDir }),
  })
  const connectionId = randomUUID()
  await store.connections.put(aConnection({ id: connectionId, credential_kind: "oauth2" }))
  const person = await aPerson(store)
  const client: OAuthClient = {
    clientId: server.clientId,
    clientSecret: server.clientSecret,
    authorizeUrl: `${server.url}/oauth2/authorize`,
    tokenUrl: `${server.url}/oauth2/token`,
    revokeUrl: `${server.url}/oauth2/revoke`,
    scope: "models",
    dial: { trust: "operator", allowPlainHttp: true },
    audience: server.url,
  }
  const withdrawn: string[] = []
  const node = (): OAuth =>
    createOAuth({
      clientOf: async (id) => (id === connectionId ? client : undefined),
      tokens: store.oauthTokens,
      secrets,
      keyValue,
      http,
      now: () => clock.now,
      // Shorter than in earnest, but time: counted in turns of the event loop, patience would end on a slow machine.
      wait: (ms) => new Promise((resolve) => setTimeout(resolve, ms / 5)),
      onWithdrawn: (id) => withdrawn.push(id),
    })
  onTestFinished(async () => {
    await http.close()
    await store.close()
    rmSync(dataDir, { recursive: true })
  })
  const asking = { personId: person.id, sessionId: "session-1" }
  return { node, oauth: node(), store, http, clock, client, connectionId, asking, withdrawn, keyValue }
}

/** Goes through a consent page as a browser would, and returns what the callback is given. */
export async function consentAt(url: string, decision: "allow" | "deny" = "allow"): Promise<URLSearchParams> {
  const page = await (await fetch(url)).text()
  const ticket = /name="ticket" value="([^"]+)"/.exec(page)?.[1] ?? ""
  const answer = await fetch(url, {
    method: "POST",
    body: new URLSearchParams({ ticket, decision }),
    redirect: "manual",
  })
  return new URL(answer.headers.get("location") ?? "").searchParams
}
