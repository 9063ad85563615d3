import { BracketError } from "#lib/domain/errors"
import type { Target } from "#lib/server/engine/connections"
import type { AnswerRoom } from "#lib/server/upstream/answer-memory"
import { bodyBytes } from "#lib/server/upstream/body-text"
import { none } from "#lib/server/upstream/credentials/none"
import type { Dial, SentResponse, UpstreamHttp } from "#lib/server/upstream/http"
import { isLoopbackName } from "#lib/server/upstream/loopback-name"

const maxBytes = 64 * 1024 * 1024
/** In ms, for all hops together: what is fetched is a finished file. */
const longestMs = 60_000
/** Stores of files send on to where the file lies; more than this is a circle. */
const maxHops = 3

/**
 * Fetches an image that an upstream has given the address of, relative to the connection's own. Nothing that proves who
 * we are goes along. An address on the connection's own host is dialled by the connection's rules; any other was chosen
 * by the upstream, and may lead to the public internet only, whoever owns the connection.
 *
 * What is read keeps its place in `room`.
 *
 * Throws `BracketError`: `upstream_garbage` for what is no address or too large, `upstream_image_gone` when no file is
 * there, and what `send` throws (`blocked_address` with the rule "image"); and the signal's reason.
 */
export async function fetchImage(
  address: string,
  target: Pick<Target, "address" | "timeLimits" | keyof Dial>,
  { http, signal, room }: { http: UpstreamHttp; signal: AbortSignal; room?: AnswerRoom },
): Promise<Uint8Array> {
  const late = new AbortController()
  const timer = setTimeout(() => late.abort(tooSlow()), longestMs)
  try {
    let url = parsed(address, target.address.baseUrl)
    for (let hop = 0; hop <= maxHops; hop++) {
      const response = await sendPublicly(
        http,
        { method: "GET", url, headers: { accept: "image/*", "user-agent": "Bracket" } },
        {
          ...dialFor(url, target),
          credential: none(),
          signal: AbortSignal.any([signal, late.signal]),
          timeLimits: target.timeLimits,
          redirects: "answer",
        },
      )
      const next = await answered(response, room)
      if (next instanceof Uint8Array) return next
      url = parsed(next, url)
    }
    throw noFile("it leads from one address to the next")
  } finally {
    clearTimeout(timer)
  }
}

/** As `send`; of an address that may not be dialled it says who named it: the connection's own is not to blame. */
async function sendPublicly(
  http: UpstreamHttp,
  ...[request, options]: Parameters<UpstreamHttp["send"]>
): Promise<SentResponse> {
  try {
    return await http.send(request, options)
  } catch (error) {
    if (!(error instanceof BracketError) || error.code !== "blocked_address") throw error
    throw new BracketError("blocked_address", error.message, {
      hint: "The upstream named this address for its image. Have it send images in its answer, or from its own address.",
      params: { ...error.params, rule: "image" },
      cause: error,
    })
  }
}

/** The file, or where it is instead. */
async function answered(response: SentResponse, room?: AnswerRoom): Promise<Uint8Array | string> {
  const { status, headers, body } = response
  if (status >= 200 && status < 300) return bodyBytes(body, maxBytes, room)
  response.discard()
  const location = status >= 300 && status < 400 ? headers.get("location") : null
  if (location !== null) return location
  throw noFile(`status ${status}`)
}

function dialFor(
  url: URL,
  { address, trust, caPem, allowPlainHttp }: Pick<Target, "address" | keyof Dial>,
): Dial {
  const own = new URL(address.baseUrl)
  const sameName =
    url.hostname === own.hostname || (isLoopbackName(url.hostname) && isLoopbackName(own.hostname))
  // Another port is another server: nothing that an upstream says opens it.
  const isOwn = sameName && url.port === own.port
  return isOwn ? { trust, caPem, allowPlainHttp } : { trust: "member" }
}

function parsed(address: string, base: string | URL): URL {
  const url = URL.parse(address, base)
  if (url && (url.protocol === "https:" || url.protocol === "http:")) return url
  throw new BracketError("upstream_garbage", "The upstream sent an address that is none", {
    hint: "Run it again; if it repeats, this service may need other settings.",
    params: { received: "no address of an image" },
  })
}

function noFile(detail: string): BracketError {
  return new BracketError("upstream_image_gone", `The upstream's image is not where it said: ${detail}`, {
    hint: "Such addresses are good for a while only. Run it again.",
    params: { detail },
  })
}

function tooSlow(): BracketError {
  const seconds = longestMs / 1000
  return new BracketError("upstream_too_long", `The image was not fetched within ${seconds} s`, {
    hint: "Run it again.",
    params: { seconds },
  })
}
