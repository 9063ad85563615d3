import type { Variant } from "#lib/domain/batch"
import type { DialectId, Model, ProviderId } from "#lib/domain/connection"
import type { FinishReason, Token, Usage } from "#lib/domain/outcome"

/** Where a dialect sends to. `baseUrl` ends without a slash; for `openai` it includes the version, as in `…/v1`. */
export interface UpstreamAddress {
  baseUrl: string
  provider: ProviderId
}

/** One run, as a dialect sees it. */
export interface UpstreamRun {
  variant: Variant
  model: Model
  /** Which repetition: with a fixed seed, sample n is sent with seed + n. */
  sample: number
  stream: boolean
  /** An opaque id of the person, for providers that isolate end users by one. */
  userHash?: string
}

/** What goes on the wire, before a credential signs it. `body` is serialised once: these bytes are signed and sent. */
export interface UpstreamRequest {
  method: "GET" | "POST"
  url: URL
  /** Lower-case names. */
  headers: Record<string, string>
  body?: Uint8Array
}

/** What came back. A bare `Response` is one too, which is how dialects are tested. */
export interface UpstreamResponse {
  status: number
  headers: Headers
  body: AsyncIterable<Uint8Array> | null
}

/** What a response says, in order. `finish` and `usage` may come in either order, once each. */
export type UpstreamEvent =
  | { type: "delta"; channel: "text" | "reasoning" | "tool"; text: string; tokens?: Token[] }
  | { type: "usage"; usage: Usage }
  | { type: "finish"; reason: FinishReason }
  | { type: "served"; model?: string; responseId?: string; fingerprint?: string }

/** A wire protocol: two functions, and the list of models. */
export interface Dialect {
  id: DialectId
  request(run: UpstreamRun, address: UpstreamAddress): UpstreamRequest
  /**
   * Reads a response to its end. Throws `BracketError` (`upstream_*`) for error statuses, errors inside the
   * stream and what cannot be read. A stream that ends without its end mark finishes as `cut`.
   */
  events(response: UpstreamResponse): AsyncGenerator<UpstreamEvent, void, undefined>
  modelsRequest(address: UpstreamAddress): UpstreamRequest
  /** Model ids. Throws `BracketError` like `events`. */
  models(response: UpstreamResponse): Promise<string[]>
}
