import { createHash, generateKeyPairSync, randomUUID, sign } from "node:crypto"
import { once } from "node:events"
import { createServer, type IncomingMessage, type ServerResponse } from "node:http"
import type { AddressInfo } from "node:net"

/** The account that an issuer vouches for. */
export interface IssuedAccount {
  sub: string
  email: string
  email_verified: boolean
  name: string
}

/**
 * A small issuer of OpenID Connect over real HTTP, with a key of its own: discovery, authorization with PKCE, tokens,
 * user info. It asks nobody: whoever comes is `account`.
 */
export async function startIssuer(client: { id: string; secret: string }) {
  const { privateKey, publicKey } = generateKeyPairSync("rsa", { modulusLength: 2048 })
  const codes = new Map<string, { challenge: string; nonce: string; account: IssuedAccount }>()
  const tokens = new Map<string, IssuedAccount>()
  const state = {
    account: { sub: "", email: "", email_verified: true, name: "" } as IssuedAccount,
    secretsSeen: 0,
  }

  const server = createServer(async (request, response) => {
    const url = new URL(request.url ?? "/", issuer())
    switch (url.pathname) {
      case "/.well-known/openid-configuration":
        return json(response, {
          issuer: issuer(),
          authorization_endpoint: `${issuer()}/authorize`,
          token_endpoint: `${issuer()}/token`,
          userinfo_endpoint: `${issuer()}/userinfo`,
          jwks_uri: `${issuer()}/keys`,
          response_types_supported: ["code"],
          subject_types_supported: ["public"],
          id_token_signing_alg_values_supported: ["RS256"],
        })
      case "/keys":
        return json(response, {
          keys: [{ ...publicKey.export({ format: "jwk" }), kid: "1", alg: "RS256", use: "sig" }],
        })
      case "/authorize": {
        const code = randomUUID()
        codes.set(code, {
          challenge: url.searchParams.get("code_challenge") ?? "",
          nonce: url.searchParams.get("nonce") ?? "",
          account: state.account,
        })
        const back = new URL(url.searchParams.get("redirect_uri") ?? "")
        back.searchParams.set("code", code)
        back.searchParams.set("state", url.searchParams.get("state") ?? "")
        response.writeHead(302, { location: back.href }).end()
        return
      }
      case "/token":
        return answerToken(request, response)
      case "/userinfo": {
        const account = tokens.get(request.headers.authorization?.replace("Bearer ", "") ?? "")
        return account ? json(response, account) : json(response, { error: "invalid_token" }, 401)
      }
      default:
        return json(response, {}, 404)
    }
  })
  server.listen(0, "127.0.0.1")
  await once(server, "listening")
  const { port } = server.address() as AddressInfo
  const issuer = () => `http://127.0.0.1:${port}`

  async function answerToken(request: IncomingMessage, response: ServerResponse) {
    const form = new URLSearchParams(await readText(request))
    const basic = Buffer.from(request.headers.authorization?.replace("Basic ", "") ?? "", "base64").toString()
    const grant = codes.get(form.get("code") ?? "")
    codes.delete(form.get("code") ?? "")
    const challenge = createHash("sha256")
      .update(form.get("code_verifier") ?? "")
      .digest("base64url")
    if (basic !== `${client.id}:${client.secret}` || grant?.challenge !== challenge)
      return json(response, { error: "invalid_grant" }, 400)
    state.secretsSeen += 1
    const accessToken = randomUUID()
    tokens.set(accessToken, grant.account)
    const now = Math.floor(Date.now() / 1000)
    const claims = {
      iss: issuer(),
      aud: client.id,
      sub: grant.account.sub,
      nonce: grant.nonce,
      iat: now,
      exp: now + 300,
    }
    return json(response, { access_token: accessToken, token_type: "Bearer", id_token: signed(claims) })
  }

  function signed(claims: object): string {
    const part = (value: object) => Buffer.from(JSON.stringify(value)).toString("base64url")
    const text = `${part({ alg: "RS256", kid: "1" })}.${part(claims)}`
    return `${text}.${sign("sha256", Buffer.from(text), privateKey).toString("base64url")}`
  }

  return {
    url: issuer(),
    state,
    async close() {
      server.closeAllConnections()
      server.close()
      await once(server, "close")
    },
  }
}

function json(response: ServerResponse, body: object, status = 200): void {
  response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(body))
}

async function readText(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk as Buffer)
  return Buffer.concat(chunks).toString()
}
