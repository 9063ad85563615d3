import { createServer, type IncomingMessage, type ServerResponse } from "node:http"
import { obtainModel } from "#lib/sandbox/language/model-file"
import { LanguageModel } from "#lib/sandbox/language/writer"
import { ApiError } from "./api-error.ts"
import { parseJson, readBody } from "./body.ts"
import { Exchange } from "./exchange.ts"
import { FirstTimes } from "./faults.ts"
import { listModels } from "./models.ts"
import { defaultLimits, Quota, type QuotaLimits } from "./quota.ts"
import { type LogEntry, type Outcome, RequestLog } from "./request-log.ts"
import { authenticate, type Credentials } from "./signature.ts"
import { answerText } from "./text-endpoint.ts"

export interface SandboxOptions {
  credentials: Credentials
  /** Accepted as `Authorization: Bearer`; the API key unless given. */
  bearerToken?: string
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

const methods: Record<string, string> = {
  "/v1/completions": "POST",
  "/v1/chat/completions": "POST",
  "/v1/models": "GET",
  "/healthz": "GET",
  "/sandbox/requests": "GET",
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

  constructor(options: SandboxOptions) {
    this.#options = options
    this.#model = options.model ?? new LanguageModel(obtainModel())
    this.#log = new RequestLog(options.log ?? (() => {}))
    // The key pair and the bearer token are one customer, so they share a quota.
    this.#quota = new Quota({ ...defaultLimits, ...options.limits })
    this.#now = options.now ?? Date.now
  }

  begin(request: IncomingMessage, response: ServerResponse): void {
    const exchange = new Exchange(request, response, this.#options.speed ?? 1, this.#now())
    void this.#carryOut(exchange)
  }

  async #carryOut(exchange: Exchange): Promise<void> {
    const id = this.#log.nextId()
    const outcome = await this.#route(exchange).catch((error: unknown) => exchange.fail(error))
    // The control door is not a request to the API, and would drown what it shows.
    if (exchange.path.startsWith("/v1/")) exchange.record(this.#log, id, outcome, this.#now())
  }

  async #route(exchange: Exchange): Promise<Outcome> {
    const { path, method } = exchange
    const allowed = methods[path]
    if (!allowed) throw new ApiError(404, "not_found", `There is nothing at ${path.slice(0, 200)}.`)
    if (method !== allowed) {
      throw new ApiError(405, "method_not_allowed", `${path} takes ${allowed}.`, {
        headers: { Allow: allowed },
      })
    }
    if (path === "/healthz") exchange.json(200, JSON.stringify({ status: "ok" }))
    else if (path === "/sandbox/requests") this.#showRequests(exchange)
    else return this.#serve(exchange)
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

  async #serve(exchange: Exchange): Promise<Outcome> {
    const { request, method, target, path, line } = exchange
    const { credentials, bearerToken } = this.#options
    const body = await readBody(request)
    const signed = { method, target, headers: request.headers, body }
    exchange.proof = authenticate(signed, credentials, bearerToken ?? credentials.apiKey, this.#now())
    this.#quota.admit(this.#now())
    if (path === "/v1/models") {
      exchange.json(200, JSON.stringify(listModels()))
      return "completed"
    }
    return answerText(path === "/v1/completions" ? "completion" : "chat", parseJson(body), {
      model: this.#model,
      firstTimes: this.#firstTimes,
      line,
      now: this.#now(),
      shiftDate: (milliseconds) => exchange.setDate(this.#now() + milliseconds),
      onModel: (id) => {
        exchange.model = id
      },
      onTokens: (count) => {
        exchange.tokensSent += count
      },
      onUsage: (tokens) => this.#quota.spend(tokens),
    })
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
