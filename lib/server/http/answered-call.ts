import type { Container } from "#lib/server/container"

type Params = Promise<Record<string, string | string[] | undefined>> | undefined

/** Probes and scrapes come every few seconds: their lines would bury the others. */
const quiet = new Set(["/api/health", "/api/ready", "/api/metrics"])

/** Begins to time a call; the returned function counts and logs how it was answered, and hands the answer on. */
export function noteAnswer(call: {
  request: Request
  requestId: string
  params: Params
  container: Pick<Container, "log" | "telemetry">
}): (answer: Response, code?: string) => Response {
  const { request, requestId, container } = call
  const startedAt = performance.now()
  return (answer, code) => {
    const ms = performance.now() - startedAt
    const { method } = request
    const { status } = answer
    void routePattern(new URL(request.url).pathname, call.params).then((route) => {
      container.telemetry.countCall({ method, route, status, ms })
      const line = { requestId, method, route, status, ms: Math.round(ms), ...(code ? { code } : {}) }
      // What reads is asked for all the time; what changes something is worth a line in every log.
      const level = quiet.has(route) ? "trace" : method === "GET" || method === "HEAD" ? "debug" : "info"
      container.log[level](line, "call answered")
    })
    return answer
  }
}

/**
 * The pattern of a route from a path and its parameters, as in /api/runs/[id]. Where a parameter is not found in the
 * path it is "other": no address that somebody made up becomes a label.
 */
export async function routePattern(pathname: string, given: Params): Promise<string> {
  const segments = pathname.split("/")
  const fixed = segments.map(() => false)
  for (const [name, value] of Object.entries((await given) ?? {})) {
    const parts = Array.isArray(value) ? value : [value ?? ""]
    const at = lastRun(segments, parts, fixed)
    if (at < 0) return "other"
    segments.splice(at, parts.length, Array.isArray(value) ? `[...${name}]` : `[${name}]`)
    fixed.splice(at, parts.length, true)
  }
  return segments.join("/")
}

/** Where these parts stand one after the other, the last place that is not taken; -1 where they do not. */
function lastRun(segments: string[], parts: string[], taken: boolean[]): number {
  for (let at = segments.length - parts.length; at >= 0; at--) {
    const fits = parts.every((part, index) => !taken[at + index] && isSame(segments[at + index] ?? "", part))
    if (fits) return at
  }
  return -1
}

/** Next hands some parameters on as they stand in the address, some decoded. */
function isSame(segment: string, value: string): boolean {
  return segment === value || decoded(segment) === value || decoded(value) === segment
}

function decoded(text: string): string | undefined {
  try {
    return decodeURIComponent(text)
  } catch {
    return undefined
  }
}
