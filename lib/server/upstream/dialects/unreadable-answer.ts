import { BracketError } from "#lib/domain/errors"
import type { Looks } from "#lib/server/upstream/opened-body"
import type { UpstreamResponse } from "./dialect.ts"

/** What came instead of an answer. An event stream may well be empty: it was cut before its first event. */
export function oddityOf(response: UpstreamResponse, looks: Looks): string | undefined {
  // We ask for `identity`; a proxy may not listen.
  const encoding = response.headers.get("content-encoding")?.trim().toLowerCase() ?? ""
  if (encoding !== "" && encoding !== "identity") return "a compressed answer"
  if (looks === "html") return "an HTML page"
  return looks === "nothing" && !isEventStream(response) ? "nothing" : undefined
}

/** What it says of itself: asked only where nothing else tells. */
export const isEventStream = ({ headers }: UpstreamResponse): boolean =>
  headers.get("content-type")?.includes("event-stream") ?? false

/** What came is named, never shown: it may be a page, or anybody's. */
export function garbage(received: string, status = 200): BracketError {
  return new BracketError("upstream_garbage", `The upstream sent ${received} instead of an answer`, {
    hint: "What had arrived is kept. If it repeats, check the connection's base URL: something else may answer there.",
    params: { received, status },
  })
}
