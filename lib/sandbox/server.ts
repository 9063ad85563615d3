import { createServer, type IncomingMessage, type ServerResponse } from "node:http"
import { Gallery } from "#lib/sandbox/images/gallery"
import type { ImageContext } from "#lib/sandbox/images/image-context"
import { answerOpenAiImages, listOpenAiModels } from "#lib/sandbox/images/openai/endpoint"
import { answerSignedImages } from "#lib/sandbox/images/signed/endpoint"
import { WebUi } from "#lib/sandbox/images/webui/endpoint"
import { inWebUiForm } from "#lib/sandbox/images/webui/errors"
import { obtainModel } from "#lib/sandbox/language/model-file"
import { LanguageModel } from "#lib/sandbox/language/writer"
import { ApiError } from "./api-error.ts"
import { bodyLimit, imageBodyLimit, parseJson, readBody } from "./body.ts"
import { isLogged, isWebUi, methods, takesImages } from "./endpoint-paths.ts"
import { Exchange } from "./exchange.ts"
import { FirstTimes } from "./faults.ts"
import { listModels } from "./models.ts"
import { OAuthEndpoints } from "./oauth-endpoints.ts"
import { OAuthGrants, type OAuthLifetimes } from "./oauth-grants.ts"
import { defaultLimits, Quota, type QuotaLimits } from "./quota.ts"
import { type LogEntry, type Outcome, RequestLog } from "./request-log.ts"
import { authenticate, type Credentials } from "./signature.ts"
import { answerText } from "./text-endpoint.ts"

export interface SandboxOptions {
  credentials: Credentials
  /** Accepted as `Authorization: Bearer`; the API key unless given. */
  bearerToken?: string
  /** Takes requests without any credential too. */
  anonymous?: boolean
  /** How long codes and tokens of the OAuth 2.0 server are good. */
  oauth?: Partial<OAuthLifetimes>
  /** 0, the default, takes any free port. */
  port?: number
  /** 127.0.0.1 unless given. */
  host?: string
  limits?: Partial<QuotaLimits>
  log?: (entry: LogEntry) => void
  /** Milliseconds since the epoch. */
  now?: () => number
  /** How many times faster than life the models speak; 1 unless given. */
  speed?: number
  /** Trained or loaded when not given. */
  model?: LanguageModel
}

export interface Sandbox {
  url: string
  port: number
  close(): Promise<void>
}

const loopback = /^(?:127\.|::1$|::ffff:127\.)/

/** The sandbox's state: its model, its quotas and its memory of requests. */
class Upstream {
  readonly #options: SandboxOptions
  readonly #model: LanguageModel
  readonly #log: RequestLog
  readonly #quota: Quota
  readonly #firstTimes = new FirstTimes()
  readonly #now: () => number
  readonly #grants: OAuthGrants
  readonly #oauth: OAuthEndpoints
  readonly #gallery = new Gallery()
  readonly #webUi: WebUi

  constructor(options: SandboxOptions) {
    this.#options = options
    this.#model = options.model ?? new LanguageModel(obtainModel())
    this.#log = new RequestLog(options.log ?? (() => {}))
    // The key pair and the bearer token are one customer, so they share a quota.
    this.#quota = new Quota({ ...defaultLimits, ...options.limits })
    this.#now = options.now ?? Date.now
    this.#grants = new OAuthGrants(options.oauth)
    this.#oauth = new OAuthEndpoints(options.credentials, this.#grants)
    this.#webUi = new WebUi(options.speed ?? 1)
  }

  begin(request: IncomingMessage, response: ServerResponse): void {
    const exchange = new Exchange(request, response, this.#options.speed ?? 1, this.#now())
    void this.#carryOut(exchange)
  }

  async #carryOut(exchange: Exchange): Promise<void> {
    const id = this.#log.nextId()
    const outcome = await this.#route(exchange).catch((error: unknown) => exchange.fail(error))
    if (isLogged(exchange.path)) exchange.record(this.#log, id, outcome, this.#now())
  }

  async #route(exchange: Exchange): Promise<Outcome> {
    const { path, method } = exchange
    const allowed = Gallery.holds(path) ? "GET" : methods[path]
    if (!allowed) throw new ApiError(404, "not_found", `There is nothing at ${path.slice(0, 200)}.`)
    if (!allowed.split(", ").includes(method)) {
      throw new ApiError(405, "method_not_allowed", `${path} takes ${allowed}.`, {
        headers: { Allow: allowed },
      })
    }
    if (path === "/healthz") exchange.json(200, JSON.stringify({ status: "ok" }))
    else if (path === "/sandbox/requests") this.#showRequests(exchange)
    else if (Gallery.holds(path)) this.#showImage(exchange)
    else if (path.startsWith("/oauth2/")) return this.#oauth.serve(exchange, this.#now())
    else if (isWebUi(path)) {
      return this.#serve(exchange).catch((error: unknown) => {
        throw inWebUiForm(error)
      })
    } else return this.#serve(exchange)
    return "completed"
  }

  /** The control door: what was asked lately, to nobody but this machine. */
  #showRequests(exchange: Exchange): void {
    if (!loopback.test(exchange.request.socket.remoteAddress ?? "")) {
      throw new ApiError(403, "loopback_only", "The request log is shown on loopback only.")
    }
    const after = Number(new URL(exchange.target, "http://sandbox").searchParams.get("after") ?? 0)
    exchange.json(200, JSON.stringify({ requests: this.#log.after(Number.isFinite(after) ? after : 0) }))
  }

  /** An image that was answered as an address; whoever knows the address may see it. */
  #showImage(exchange: Exchange): void {
    const png = this.#gallery.at(exchange.path, this.#now())
    if (!png) throw new ApiError(404, "not_found", "This image is not kept any longer.")
    exchange.line.open(200, { "Content-Type": "image/png" })
    exchange.line.end(png)
  }

  /** Checks who asks, and whether there is quota for it. */
  #admit(exchange: Exchange, body: Buffer): void {
    const { request, method, target, path } = exchange
    // Previews of a task are for who knows its id, as in the WebUI, which keeps its key check to /sdapi.
    if (path === "/internal/progress") return
    const { credentials, bearerToken, anonymous } = this.#options
    const accepted = {
      credentials,
      bearerToken: bearerToken ?? credentials.apiKey,
      tokenState: (token: string, now: number) => this.#grants.stateOf(token, now),
      anonymous: anonymous ?? false,
    }
    exchange.proof = authenticate({ method, target, headers: request.headers, body }, accepted, this.#now())
    if (path !== "/sdapi/v1/progress" && path !== "/sdapi/v1/interrupt") this.#quota.admit(this.#now())
  }

  async #serve(exchange: Exchange): Promise<Outcome> {
    const { request, method, path } = exchange
    const body = await readBody(request, takesImages(path) ? imageBodyLimit : bodyLimit)
    this.#admit(exchange, body)
    if (path === "/v1/models" || path === "/openai/v1/models") {
      exchange.json(200, JSON.stringify(path === "/v1/models" ? listModels() : listOpenAiModels()))
      return "completed"
    }
    const images = this.#imageContext(exchange)
    if (isWebUi(path)) {
      const query = new URL(exchange.target, "http://sandbox").searchParams
      return this.#webUi.serve({ method, path, query, body }, images)
    }
    if (path === "/v1/images/generations") return answerSignedImages(parseJson(body), images)
    if (path.startsWith("/openai/")) return answerOpenAiImages(path, body, request.headers, images)
    return answerText(path === "/v1/completions" ? "completion" : "chat", parseJson(body), {
      model: this.#model,
      firstTimes: this.#firstTimes,
      line: exchange.line,
      now: this.#now(),
      shiftDate: (milliseconds) => exchange.setDate(this.#now() + milliseconds),
      onModel: exchange.onModel,
      onTokens: exchange.onTokens,
      onUsage: (tokens) => this.#quota.spend(tokens),
    })
  }

  #imageContext(exchange: Exchange): ImageContext {
    return {
      line: exchange.line,
      now: this.#now(),
      gallery: this.#gallery,
      address: `http://${exchange.request.headers.host ?? "127.0.0.1"}`,
      onModel: exchange.onModel,
      onTokens: (count) => {
        exchange.onTokens(count)
        this.#quota.spend(count)
      },
      onUsage: (tokens) => this.#quota.spend(tokens),
    }
  }
}

/** Starts the sandbox; resolves when it listens. */
export async function startSandbox(options: SandboxOptions): Promise<Sandbox> {
  const upstream = new Upstream(options)
  const server = createServer((request, response) => upstream.begin(request, response))
  const host = options.host ?? "127.0.0.1"
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject)
    server.listen(options.port ?? 0, host, resolve)
  })
  const address = server.address()
  const port = typeof address === "object" && address ? address.port : 0
  return {
    url: `http://${host.includes(":") ? `[${host}]` : host}:${port}`,
    port,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}
