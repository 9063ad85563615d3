import { BracketError } from "#lib/domain/errors"
import { bodyText } from "#lib/server/upstream/body-text"
import type { UpstreamRequest, UpstreamResponse } from "./dialect.ts"
import { asObject, asText, parseJson } from "./json-object.ts"
import { modelListRequest } from "./model-list.ts"
import { statusError } from "./status-errors.ts"

/** The list of checkpoints of a Stable Diffusion WebUI: the part of its protocol that tells whether it is there. */
export const imageModelsPath = "/sdapi/v1/sd-models"

const maxListBytes = 4 * 1024 * 1024

export const imageModelsRequest = (baseUrl: string): UpstreamRequest =>
  modelListRequest(baseUrl + imageModelsPath)

/** Names of checkpoints. Throws `BracketError`: for an error status what it means, `upstream_garbage` for no list. */
export async function readImageModels(response: UpstreamResponse, now: number): Promise<string[]> {
  if (response.status < 200 || response.status >= 300)
    throw await statusError(response, { now, signed: false })
  const json = parseJson(await bodyText(response.body, maxListBytes))
  if (!Array.isArray(json))
    throw new BracketError("upstream_garbage", "The upstream sent no list of checkpoints", {
      hint: "Check the base URL, and that the WebUI was started with --api.",
      params: { received: "no list of checkpoints", status: response.status },
    })
  return json.flatMap((entry) => asText(asObject(entry)?.model_name) ?? [])
}
