import type { IncomingMessage, ServerResponse } from "node:http"
import { ApiError } from "./api-error.ts"
import { ClientClosed, Line } from "./line.ts"
import type { Outcome, RequestLog } from "./request-log.ts"
import type { Proof } from "./signature.ts"

/** One request and its response, and what the log will say of them. */
export class Exchange {
  readonly request: IncomingMessage
  readonly response: ServerResponse
  readonly line: Line
  readonly startedAt: number
  readonly target: string
  readonly method: string
  readonly path: string
  model: string | null = null
  tokensSent = 0
  proof: Proof = "none"

  constructor(request: IncomingMessage, response: ServerResponse, speed: number, now: number) {
    this.request = request
    this.response = response
    this.startedAt = now
    this.target = request.url ?? "/"
    this.method = request.method ?? ""
    this.path = this.target.split("?")[0] ?? ""
    this.line = new Line(response, speed)
    this.setDate(now)
  }

  /** Every answer has a `Date`: it is how a client finds out that its clock is wrong. */
  setDate(milliseconds: number): void {
    this.response.setHeader("Date", new Date(milliseconds).toUTCString())
  }

  readonly onModel = (id: string): void => {
    this.model = id
  }

  readonly onTokens = (count: number): void => {
    this.tokensSent += count
  }

  json(status: number, body: string, headers: Record<string, string> = {}): void {
    this.line.open(status, { ...headers, "Content-Type": "application/json" })
    this.line.end(body)
  }

  /** Answers a failure where there still can be an answer, and says how the exchange ended. */
  fail(error: unknown): Outcome {
    if (error instanceof ClientClosed || this.request.errored) return "client-closed"
    const known = error instanceof ApiError ? error : new ApiError(500, "server_error", "The sandbox failed.")
    if (this.response.headersSent) this.line.destroy()
    else this.json(known.status, known.body, known.headers)
    return "refused"
  }

  /** Writes the log entry; to be called once, when all is over. */
  record(log: RequestLog, id: number, outcome: Outcome, now: number): void {
    log.add({
      id,
      startedAt: new Date(this.startedAt).toISOString(),
      at: new Date(now).toISOString(),
      durationMs: now - this.startedAt,
      method: this.method,
      path: this.path,
      model: this.model,
      status: this.response.headersSent ? this.response.statusCode : null,
      outcome,
      tokensSent: this.tokensSent,
      signed: this.proof,
    })
  }
}
