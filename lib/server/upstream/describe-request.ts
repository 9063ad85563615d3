import type { UpstreamRequest } from "#lib/server/upstream/dialects/dialect"
import { shortenedBody } from "./shortened-body.ts"

/** Headers that hold a secret or something made with one. */
export const secretHeaders: ReadonlySet<string> = new Set([
  "authorization",
  "proxy-authorization",
  "cookie",
  "api-key",
  "x-api-key",
  "x-goog-api-key",
  "x-deepseek-apikey",
  "x-deepseek-signature",
])

/** A request as History shows it: what was sent, to the byte, but for the credential and pictures. */
export interface DescribedRequest {
  method: string
  url: string
  headers: Record<string, string>
  body: string
}

/** Describes a request that has been signed; the values of credential headers read "•••". */
export function describeRequest(request: UpstreamRequest): DescribedRequest {
  return {
    method: request.method,
    url: request.url.href,
    headers: Object.fromEntries(
      Object.entries(request.headers).map(([name, value]) => [
        name,
        secretHeaders.has(name.toLowerCase()) ? "•••" : value,
      ]),
    ),
    body: request.body ? shortenedBody(request.body, request.headers["content-type"] ?? "") : "",
  }
}
