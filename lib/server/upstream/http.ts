import type { Agent } from "undici"
import { BracketError } from "#lib/domain/errors"
import type { Credential } from "#lib/server/upstream/credentials/credential"
import type { UpstreamRequest, UpstreamResponse } from "#lib/server/upstream/dialects/dialect"
import type { Trust } from "./address-rules.ts"
import { createDialer, type Resolve } from "./dialer.ts"
import { Exchange } from "./exchange.ts"
import type { TimeLimits } from "./time-limits.ts"

export interface SendOptions {
  credential: Credential
  /** Closes the socket; `send` and the body then throw the signal's reason as it is. */
  signal: AbortSignal
  trust: Trust
  timeLimits: Pick<TimeLimits, "connectMs" | "silenceMs">
}

/** An answer that is still coming in. Its body is read once, or left with `discard`. */
export interface SentResponse extends UpstreamResponse {
  body: AsyncIterable<Uint8Array>
  /** Resolves when the exchange is over: the answer has ended, or its socket is closed. Never rejects. */
  closed: Promise<void>
  /** True once the answer came to its own end: nothing had to be closed. */
  readonly complete: boolean
  /** For an answer that nobody reads. */
  discard(): void
}

export interface UpstreamHttp {
  /**
   * Signs a request in place and sends it. Throws `BracketError`: `blocked_address`, `upstream_unreachable`,
   * `upstream_connect_timeout`, `upstream_silent`, `upstream_tls`, `upstream_bad_request` (a redirect); a
   * body throws the middle three as well. Any other status is an answer, for the dialect to read. When it
   * has thrown, nothing of the request is open any more.
   */
  send(request: UpstreamRequest, options: SendOptions): Promise<SentResponse>
  /** Closes every connection, the busy ones too. */
  close(): Promise<void>
}

/** The only place that dials out (DESIGN section 7). `resolve` is for tests. */
export function createUpstreamHttp(
  options: { allowPlainHttp?: boolean; resolve?: Resolve } = {},
): UpstreamHttp {
  const dialers = new Map<string, Agent>()

  function dialerFor(trust: Trust, connectMs: number): Agent {
    const key = `${trust} ${connectMs}`
    let dialer = dialers.get(key)
    if (!dialer) {
      dialer = createDialer({
        trust,
        connectMs,
        // An operator who writes http:// means it; a member may not send a key in the clear.
        allowPlainHttp: trust === "operator" && (options.allowPlainHttp ?? false),
        resolve: options.resolve,
      })
      dialers.set(key, dialer)
    }
    return dialer
  }

  return {
    async send(request, { credential, signal, trust, timeLimits }) {
      signal.throwIfAborted()
      refuseOddUrl(request.url)
      await credential(request)
      signal.throwIfAborted()
      const exchange = new Exchange(signal, request.url.hostname)
      dialerFor(trust, timeLimits.connectMs).dispatch(
        {
          origin: request.url.origin,
          path: request.url.pathname + request.url.search,
          method: request.method,
          headers: request.headers,
          body: request.body ?? null,
          headersTimeout: timeLimits.silenceMs,
          bodyTimeout: timeLimits.silenceMs,
        },
        exchange,
      )
      const { status, headers } = await exchange.started
      if (status >= 300 && status < 400) {
        exchange.discard()
        throw redirected(request.url, status, headers.get("location"))
      }
      return {
        status,
        headers,
        body: exchange,
        closed: exchange.closed,
        get complete() {
          return exchange.complete
        },
        discard: () => exchange.discard(),
      }
    },
    async close() {
      await Promise.all([...dialers.values()].map((dialer) => dialer.destroy()))
      dialers.clear()
    },
  }
}

function refuseOddUrl(url: URL): void {
  const problem =
    url.protocol !== "https:" && url.protocol !== "http:"
      ? { rule: "scheme", message: "Only http and https addresses can be called" }
      : url.username || url.password
        ? { rule: "credentials", message: "An address must not hold a name or a password" }
        : undefined
  if (problem)
    throw new BracketError("blocked_address", problem.message, {
      hint: "Correct the connection's base URL; keys belong in the credential.",
      params: { host: url.hostname, rule: problem.rule },
    })
}

/** Redirects are not followed: the signature is for this address, and the key must not travel to another. */
function redirected(from: URL, status: number, location: string | null): BracketError {
  const target = location === null ? null : URL.parse(location, from)
  return new BracketError("upstream_bad_request", `${from.hostname} redirects instead of answering`, {
    hint: target
      ? `It points to ${target.host}. If that is right, put it in the connection's base URL.`
      : "Check the connection's base URL.",
    params: { status, host: from.hostname, ...(target ? { redirectHost: target.host } : {}) },
  })
}
