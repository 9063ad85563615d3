import { createServer, type IncomingMessage, type RequestListener } from "node:http"
import { createServer as createTlsServer } from "node:https"
import { serverKeyPem, serverPem } from "./certificates.ts"
import { type LoopbackServer, listening } from "./loopback-server.ts"

/** For tests: as much of Vault as Bracket speaks to, over real HTTP, with its faults at hand. */
export interface FakeVault {
  address: string
  /** KV version 2 at `secret/`; null: the newest version was deleted. */
  secrets: Map<string, Record<string, unknown> | null>
  /** `hanging` takes the call and never answers. */
  state: "up" | "sealed" | "hanging" | "down"
  /** Seconds of a token that is given out, or renewed, from now on. */
  lifetime: number
  /** Takes the rights of every token. */
  revokeTokens(): void
  /** What was asked, as `METHOD path`, oldest first. */
  calls: string[]
  server: LoopbackServer
}

export const fakeLogin = { roleId: "role-1", secretId: "secret-1" }
export const fakeToken = "token-of-the-operator"

/** `tls`: with a certificate that only `authorityPem` vouches for. */
export async function fakeVault(options: { namespace?: string; tls?: boolean } = {}): Promise<FakeVault> {
  const tokens = new Set([fakeToken])
  let given = 0
  const auth = (token: string) => ({
    auth: { client_token: token, lease_duration: vault.lifetime, renewable: true },
  })

  function answer(path: string, request: IncomingMessage, body: Record<string, unknown>): [number, object] {
    if ((request.headers["x-vault-namespace"] ?? "") !== (options.namespace ?? ""))
      return [404, { errors: [] }]
    if (path === "auth/approle/login") {
      if (body.role_id !== fakeLogin.roleId || body.secret_id !== fakeLogin.secretId)
        return [400, { errors: ["invalid role or secret ID"] }]
      given += 1
      tokens.add(`token-${given}`)
      return [200, auth(`token-${given}`)]
    }
    const token = String(request.headers["x-vault-token"] ?? "")
    if (!tokens.has(token)) return [403, { errors: ["permission denied"] }]
    if (path === "auth/token/lookup-self") return [200, { data: { ttl: vault.lifetime, renewable: true } }]
    if (path === "auth/token/renew-self") return [200, auth(token)]
    const place = path.replace(/^secret\/data\//, "")
    if (place.startsWith("forbidden/")) return [403, { errors: ["permission denied"] }]
    const fields = vault.secrets.get(place)
    if (fields === undefined) return [404, { errors: [] }]
    if (fields === null) return [404, { data: { data: null, metadata: { deletion_time: "2026-01-01" } } }]
    return [200, { data: { data: fields, metadata: { version: 1 } } }]
  }

  const listener: RequestListener = async (request, response) => {
    const path = (request.url ?? "").replace(/^\/v1\//, "")
    vault.calls.push(`${request.method} ${path}`)
    let text = ""
    for await (const part of request) text += part
    if (vault.state === "hanging") return
    if (vault.state === "down") return void request.socket.destroy()
    const [status, body] =
      vault.state === "sealed"
        ? ([503, { errors: ["Vault is sealed"] }] as const)
        : answer(path, request, text === "" ? {} : JSON.parse(text))
    response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(body))
  }
  const server = await listening(
    options.tls ? createTlsServer({ cert: serverPem, key: serverKeyPem }, listener) : createServer(listener),
  )
  const vault: FakeVault = {
    address: `${options.tls ? "https" : "http"}://${server.url.host}`,
    secrets: new Map(),
    state: "up",
    lifetime: 3600,
    revokeTokens: () => tokens.clear(),
    calls: [],
    server,
  }
  return vault
}
