import type { Agent } from "undici"
import { BracketError } from "#lib/domain/errors"
import type { Credential } from "#lib/server/upstream/credentials/credential"
import type { UpstreamRequest, UpstreamResponse } from "#lib/server/upstream/dialects/dialect"
import type { Trust } from "./address-rules.ts"
import { type DialSteps, dialSteps, refuseOddUrl } from "./dial-steps.ts"
import { createDialer, type DialOptions, type Resolve } from "./dialer.ts"
import { Exchange } from "./exchange.ts"
import type { TimeLimits } from "./time-limits.ts"

/** By which rules an address is dialled. */
export interface Dial {
  trust: Trust
  /** The only authority that may vouch for the server (PEM). */
  caPem?: string
  /** Sends in the clear beyond this machine; never for members. Where it is not said, the client's own setting counts. */
  allowPlainHttp?: boolean
}

export interface SendOptions extends Dial {
  credential: Credential
  /** Closes the socket; `send` and the body then throw the signal's reason as it is. */
  signal: AbortSignal
  timeLimits: Pick<TimeLimits, "connectMs" | "silenceMs">
  /** Gives a redirect back as an answer, for whoever passes it on to a browser. It is never followed. */
  redirects?: "answer"
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
  /** The first steps of a dial on their own, to say at which it fails; see dial-steps.ts. */
  steps: DialSteps
  /** Closes every connection, the busy ones too. */
  close(): Promise<void>
}

/** The only place that dials out (DESIGN section 7). `resolve` is for tests. */
export function createUpstreamHttp(
  options: { allowPlainHttp?: boolean; resolve?: Resolve } = {},
): UpstreamHttp {
  const dialers = new Map<string, Agent>()

  function dialOptions({ trust, caPem, allowPlainHttp }: Dial, connectMs: number): DialOptions {
    return {
      trust,
      connectMs,
      caPem,
      // A member may not send a key in the clear.
      allowPlainHttp: trust === "operator" && (allowPlainHttp ?? options.allowPlainHttp ?? false),
      resolve: options.resolve,
    }
  }

  /** One pool of connections per set of rules. */
  function dialerFor(dial: DialOptions): Agent {
    const { trust, connectMs, allowPlainHttp, caPem } = dial
    const key = `${trust} ${connectMs} ${allowPlainHttp} ${caPem ?? ""}`
    let dialer = dialers.get(key)
    if (!dialer) {
      dialer = createDialer(dial)
      dialers.set(key, dialer)
    }
    return dialer
  }

  return {
    async send(request, { credential, signal, timeLimits, redirects, ...dial }) {
      signal.throwIfAborted()
      refuseOddUrl(request.url)
      const dialer = dialerFor(dialOptions(dial, timeLimits.connectMs))
      let sent = await sendOnce(dialer, request, { credential, signal, timeLimits })
      if (sent.status === 401 && (await mayTryAgain(credential, request, sent))) {
        sent.discard()
        sent = await sendOnce(dialer, request, { credential, signal, timeLimits })
      }
      const { status, headers } = sent
      if (status >= 300 && status < 400 && redirects !== "answer") {
        sent.discard()
        throw redirected(request.url, status, headers.get("location"))
      }
      return sent
    },
    steps: dialSteps((dial, connectMs) => dialOptions(dial, connectMs)),
    async close() {
      await Promise.all([...dialers.values()].map((dialer) => dialer.destroy()))
      dialers.clear()
    },
  }
}

async function sendOnce(
  dialer: Agent,
  request: UpstreamRequest,
  { credential, signal, timeLimits }: Pick<SendOptions, "credential" | "signal" | "timeLimits">,
): Promise<SentResponse> {
  await credential(request)
  signal.throwIfAborted()
  const exchange = new Exchange(signal, request.url.hostname)
  dialer.dispatch(
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
}

/** What was refused for its credential was not carried out, so sending it once more makes no second run. */
async function mayTryAgain(
  credential: Credential,
  request: UpstreamRequest,
  sent: SentResponse,
): Promise<boolean> {
  try {
    return (await credential.refused?.(request)) ?? false
  } catch (error) {
    sent.discard()
    throw error
  }
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
