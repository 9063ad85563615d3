import "server-only"
import { BracketError } from "#lib/domain/errors"
import type { Container } from "#lib/server/container"
import { browserOrigin } from "#lib/server/http/browser-origin"
import { readBytes } from "#lib/server/http/read-body"
import { bodyText } from "#lib/server/upstream/body-text"
import { none } from "#lib/server/upstream/credentials/none"

const longestMs = 10_000
const largestPage = 65_536
const passedOn = [
  "content-type",
  "content-security-policy",
  "referrer-policy",
  "x-content-type-options",
  "cache-control",
]

/**
 * Passes the sandbox's consent page on to a browser, which cannot reach the sandbox's own port. It stands at our origin,
 * so it leads back to our callback and nowhere else. Throws `BracketError`.
 */
export async function sandboxConsent(request: Request, container: Container): Promise<Response> {
  const { search, searchParams } = new URL(request.url)
  const origin = browserOrigin(request, container.config)
  const wanted = searchParams.get("redirect_uri")
  if (wanted !== null) backHere(wanted, origin)
  const headers: Record<string, string> = {}
  for (const name of ["accept-language", "content-type"]) {
    const value = request.headers.get(name)
    if (value !== null) headers[name] = value
  }
  const post = request.method === "POST"
  const answer = await container.http.send(
    {
      method: post ? "POST" : "GET",
      url: new URL(`${container.sandboxUrl}/oauth2/authorize${search}`),
      headers,
      body: post ? await readBytes(request, 4_096) : undefined,
    },
    {
      credential: none(),
      signal: AbortSignal.timeout(longestMs),
      trust: "operator",
      allowPlainHttp: true,
      timeLimits: { connectMs: longestMs, silenceMs: longestMs },
      redirects: "answer",
    },
  )
  const page = await bodyText(answer.body, largestPage)
  const passed = new Headers()
  for (const name of passedOn) {
    const value = answer.headers.get(name)
    if (value !== null) passed.set(name, value)
  }
  const location = answer.headers.get("location")
  if (location !== null) passed.set("location", backHere(location, origin))
  return new Response(page, { status: answer.status, headers: passed })
}

/** The way back, as a path of ours. */
function backHere(location: string, origin: string): string {
  const url = URL.parse(location)
  if (url?.origin === origin && url.pathname === "/api/oauth/callback") return url.pathname + url.search
  throw new BracketError("invalid_input", "This page leads back to Bracket only.", {
    hint: "Start again from Settings > Connections.",
    field: "redirect_uri",
    params: { field: "redirect_uri", problem: "foreign" },
  })
}
