import type { faultModels } from "#lib/domain/models"
import type { AnswerOptions } from "./answer.ts"
import { ApiError } from "./api-error.ts"
import * as scripts from "./fault-scripts.ts"
import { rateLimited, spentQuota } from "./quota.ts"
import { staleTimestamp } from "./signature.ts"

export type FaultModel = (typeof faultModels)[number]

/** What a fault model does instead of, or to, an answer like `sandbox-fast`'s. */
export type Fault =
  /** An error answer; with `once` only for the first request of each distinct prompt. */
  | { kind: "refuse"; error: () => ApiError; once?: true; dateOffset?: number }
  /** Something that is no JSON error at all. */
  | { kind: "page"; status: number; contentType: string; body: string }
  /** A body that goes wrong on its way; `complete` when the client still gets all of it. */
  | { kind: "body"; script: scripts.Script; complete?: true }
  /** A whole JSON answer even when a stream was asked for. */
  | { kind: "unstreamed" }
  /** An answer that ends early with a reason of its own. */
  | { kind: "ended"; after: NonNullable<AnswerOptions["endAfter"]> }
  /** Spaces in place of JSON. */
  | { kind: "blank-json" }

const refuse = (status: number, code: string, message: string, type?: string): Fault => ({
  kind: "refuse",
  error: () => new ApiError(status, code, message, type ? { type } : {}),
})

const page =
  "<!doctype html><html><head><title>502 Bad Gateway</title></head><body><h1>Bad gateway</h1></body></html>"

/**
 * | model | behaviour |
 * | --- | --- |
 * | fault-401 | 401 `invalid_api_key`, whatever the credentials |
 * | fault-402 | 402 `insufficient_balance`, as DeepSeek answers an empty account |
 * | fault-403 | 403 `insufficient_quota` |
 * | fault-404 | 404 `model_not_found` |
 * | fault-clock | 403 `timestamp_out_of_range`, with a `Date` header 900 s ahead |
 * | fault-429 | 429 always, without `Retry-After` |
 * | fault-429-once, fault-500-once | fail the first request of each distinct prompt, then answer |
 * | fault-429-long | 429 with `Retry-After: 120` |
 * | fault-500, fault-503 | 500 `server_error`, 503 `overloaded` |
 * | fault-html | 502 with an HTML page |
 * | fault-empty | 502 without a body |
 * | fault-json-instead-of-stream | a whole JSON answer although a stream was asked for |
 * | fault-error-in-stream | some tokens, then `{"error": ...}` and `[DONE]` in the 200 stream |
 * | fault-cut | 12 tokens, then a clean end without finish reason and `[DONE]` |
 * | fault-cut-before-token | a 200 stream that ends with nothing in it |
 * | fault-garbage | some tokens, then data lines that are not JSON |
 * | fault-stall | some tokens, then silence until the client closes |
 * | fault-keep-alive-forever | a comment every second, never a payload |
 * | fault-slow | a whole answer, three tokens a second |
 * | fault-slow-start | comments and blank lines for 3 s, then the answer |
 * | fault-huge-line | one data line of 32 MB without an end |
 * | fault-reset | some tokens, then a TCP reset |
 * | fault-split-utf8 | a whole answer with emoji in pieces of 1 to 3 bytes, CRLF, comments in between |
 * | fault-content-filter | some tokens, then the finish reason `content_filter` |
 * | fault-blank-json | where JSON is asked for, spaces in its place; else an answer |
 * | fault-no-resources | some tokens, then the finish reason `insufficient_system_resource` |
 *
 * Without `stream` the same things happen to the bytes of the JSON body. Those that make images (see
 * images/signed/faults.ts) are for `POST /v1/images/generations` only:
 *
 * | model | behaviour |
 * | --- | --- |
 * | fault-image-url | `url`, of a PNG that is kept for 5 minutes, in place of `b64_json` |
 * | fault-image-broken | in place of the base64 what is none (images 0, 2 ...) or is of no picture (1, 3 ...) |
 * | fault-image-html | an HTML page as base64 |
 * | fault-image-size | a picture of half the width and height |
 * | fault-image-none | `data: []`; a stream with nothing but `[DONE]` |
 * | fault-image-cut | previews, then a clean end without `completed` and `[DONE]`; half of the JSON |
 * | fault-image-error | previews, then `{"error": ...}` and `[DONE]` in the 200 stream; the error as JSON |
 * | fault-image-slow | 200 ms for each step |
 */
export const faults: Record<FaultModel, Fault> = {
  "fault-401": refuse(401, "invalid_api_key", "The API key is not known.", "authentication_error"),
  "fault-402": refuse(402, "insufficient_balance", "The account's balance is empty.", "insufficient_balance"),
  "fault-403": { kind: "refuse", error: spentQuota },
  "fault-404": refuse(404, "model_not_found", "There is no such model."),
  "fault-clock": { kind: "refuse", error: staleTimestamp, dateOffset: 900_000 },
  "fault-429": { kind: "refuse", error: rateLimited },
  "fault-429-once": { kind: "refuse", error: rateLimited, once: true },
  "fault-429-long": { kind: "refuse", error: () => rateLimited({ "Retry-After": "120" }) },
  "fault-500": refuse(500, "server_error", "Something broke on the server.", "server_error"),
  "fault-500-once": {
    kind: "refuse",
    error: () =>
      new ApiError(500, "server_error", "Something broke on the server.", { type: "server_error" }),
    once: true,
  },
  "fault-503": refuse(503, "overloaded", "The server is overloaded.", "server_error"),
  "fault-html": { kind: "page", status: 502, contentType: "text/html; charset=utf-8", body: page },
  "fault-empty": { kind: "page", status: 502, contentType: "text/plain", body: "" },
  "fault-json-instead-of-stream": { kind: "unstreamed" },
  "fault-error-in-stream": { kind: "body", script: scripts.errorInStream },
  "fault-cut": { kind: "body", script: scripts.cut },
  "fault-cut-before-token": { kind: "body", script: scripts.cutBeforeToken },
  "fault-garbage": { kind: "body", script: scripts.garbage },
  "fault-stall": { kind: "body", script: scripts.stall },
  "fault-keep-alive-forever": { kind: "body", script: scripts.keepAliveForever },
  "fault-slow": { kind: "body", script: scripts.slow, complete: true },
  "fault-slow-start": { kind: "body", script: scripts.slowStart, complete: true },
  "fault-huge-line": { kind: "body", script: scripts.hugeLine },
  "fault-reset": { kind: "body", script: scripts.reset },
  "fault-split-utf8": { kind: "body", script: scripts.splitUtf8, complete: true },
  "fault-content-filter": { kind: "ended", after: { tokens: 12, reason: "content_filter" } },
  "fault-blank-json": { kind: "blank-json" },
  "fault-no-resources": { kind: "ended", after: { tokens: 12, reason: "insufficient_system_resource" } },
}

/** The fault of a model; undefined for the models that behave. */
export function faultOf(model: string): Fault | undefined {
  return Object.hasOwn(faults, model) ? faults[model as FaultModel] : undefined
}

const remembered = 10_000

/** Knows for which prompts a `-once` model has already failed; forgets the oldest. */
export class FirstTimes {
  readonly #seen = new Set<string>()

  isFirst(model: string, prompt: string): boolean {
    const key = `${model} ${prompt}`
    if (this.#seen.has(key)) return false
    this.#seen.add(key)
    const [oldest] = this.#seen
    if (this.#seen.size > remembered && oldest !== undefined) this.#seen.delete(oldest)
    return true
  }
}
