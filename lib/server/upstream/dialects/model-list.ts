import { BracketError } from "#lib/domain/errors"
import { bodyText } from "#lib/server/upstream/body-text"
import type { UpstreamRequest, UpstreamResponse } from "./dialect.ts"
import { asList, asObject, asText, parseJson } from "./json-object.ts"

/** OpenRouter's list, the longest known, has 1 MB. */
const maxListBytes = 16 * 1024 * 1024

/** `GET` for a list of models. */
export function modelListRequest(url: string): UpstreamRequest {
  return {
    method: "GET",
    url: new URL(url),
    headers: { accept: "application/json", "accept-encoding": "identity", "user-agent": "Bracket" },
  }
}

/**
 * Reads `{data: [{id}]}`, or a bare list as Together sends it; each id once. Throws
 * `BracketError("upstream_garbage")` for anything else.
 */
export async function readModelList(response: UpstreamResponse): Promise<string[]> {
  const json = parseJson(await bodyText(response.body, maxListBytes))
  const list = Array.isArray(json) ? json : asObject(json)?.data
  if (!Array.isArray(list))
    throw new BracketError("upstream_garbage", "The upstream sent no list of models", {
      hint: "Check the connection's base URL; models can be named by hand.",
      params: { received: "no list of models", status: response.status },
    })
  return [...new Set(asList(list).flatMap((model) => asText(asObject(model)?.id) ?? []))]
}
