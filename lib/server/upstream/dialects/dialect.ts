import type { Balance } from "#lib/domain/balance"
import type { Variant } from "#lib/domain/batch"
import type { DialectId, Model, ProviderId } from "#lib/domain/connection"
import type { FinishReason, Token, Usage } from "#lib/domain/outcome"
import type { AnswerRoom } from "#lib/server/upstream/answer-memory"
import type { Form } from "./multipart.ts"

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
  /** The images of the prompt as data URLs, by their hashes. */
  images?: ReadonlyMap<string, string>
  /** An opaque id of the person, for providers that isolate end users by one. */
  userHash?: string
  /** Of an image run: the image to start from (PNG), already as large as the image that is asked for. */
  initImage?: Uint8Array
  /** As large as the init image, PNG, in the form of the dialect's `maskForm`. */
  mask?: Uint8Array
  /** A name of this try for servers that are asked how far they are. */
  taskId?: string
}

/** What goes on the wire, before a credential signs it. `body` is serialised once: these bytes are signed and sent. */
export interface UpstreamRequest {
  method: "GET" | "POST"
  url: URL
  /** Lower-case names. */
  headers: Record<string, string>
  body?: Uint8Array
  /** What the body was made of, where it is a form: code is written from that. */
  form?: Form
}

/** What came back. A bare `Response` is one too, which is how dialects are tested. */
export interface UpstreamResponse {
  status: number
  headers: Headers
  body: AsyncIterable<Uint8Array> | null
  /** Where what is read of it must find room first; without it, any. */
  room?: AnswerRoom
}

/** What a response says, in order. `finish` and `usage` may come in either order, once each. */
export type UpstreamEvent =
  | { type: "delta"; channel: "text" | "reasoning" | "tool"; text: string; tokens?: Token[] }
  | { type: "usage"; usage: Usage }
  | { type: "finish"; reason: FinishReason }
  | { type: "served"; model?: string; responseId?: string; fingerprint?: string }
  /** How far the making of images is; `etaMs` until all is there. */
  | { type: "progress"; step: number; steps: number; etaMs?: number }
  /** An image, or a preview of it (`partial`), as the bytes of its file: nobody has looked at them yet. */
  | { type: "image"; index: number; partial: boolean; bytes: Uint8Array; seed?: number }
  /** Where the image is to be fetched; relative to the connection's base URL. */
  | { type: "image-address"; index: number; url: string; seed?: number }

/** How a server that answers only when all is done is asked how far it is, and told to stop. */
export interface Watch {
  everyMs: number
  /** Ways to ask, the best first: the next one counts where a server has not got it (401, 404, 405). */
  ways: {
    request(): UpstreamRequest
    /** What it says of this run; nothing while it works on something else. */
    read(response: UpstreamResponse): Promise<UpstreamEvent[]>
  }[]
  /** Stops the work; undefined as long as it is known not to have begun, for it would stop somebody else's. */
  interrupt(): UpstreamRequest | undefined
}

/** A wire protocol: two functions, the list of models, and the balance where the provider says it. */
export interface Dialect {
  id: DialectId
  request(run: UpstreamRun, address: UpstreamAddress): UpstreamRequest
  /**
   * Reads a response to its end. Throws `BracketError` (`upstream_*`) for error statuses, errors inside the
   * stream and what cannot be read. A stream that ends without its end mark finishes as `cut`. `asked`: what it
   * answers; without it, text.
   */
  events(
    response: UpstreamResponse,
    asked?: Pick<UpstreamRun, "variant">,
  ): AsyncGenerator<UpstreamEvent, void, undefined>
  /** False where it makes images only. */
  writes: boolean
  /** What a mask's part that is to be made anew is: white, or without colour at all. */
  maskForm: "white" | "transparent"
  /** Only of servers that do not stream: disconnecting does not stop such a server either. */
  watch?(run: UpstreamRun, address: UpstreamAddress): Watch
  modelsRequest(address: UpstreamAddress): UpstreamRequest
  /** Model ids. Throws `BracketError` like `events`. */
  models(response: UpstreamResponse): Promise<string[]>
  /** Undefined where the provider does not say. */
  balanceRequest(address: UpstreamAddress): UpstreamRequest | undefined
  /** Throws `BracketError` like `events`. */
  balance(response: UpstreamResponse): Promise<Balance>
}
