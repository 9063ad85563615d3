import type { DialectId } from "#lib/domain/connection"
import type { BracketError } from "#lib/domain/errors"
import { balanceRequest, readBalance } from "./balance.ts"
import { completionEvents } from "./completion-events.ts"
import { completionRequest } from "./completion-request.ts"
import type {
  Dialect,
  UpstreamAddress,
  UpstreamEvent,
  UpstreamRequest,
  UpstreamResponse,
  UpstreamRun,
} from "./dialect.ts"
import { imageEvents } from "./image-events.ts"
import { imageCount } from "./image-fields.ts"
import { modelListRequest, readModelList } from "./model-list.ts"
import { statusError } from "./status-errors.ts"

/** What a protocol in OpenAI's shape has of its own. */
export interface CompletionProtocol {
  id: DialectId
  /** Relative to a connection's base URL. */
  paths: { completion: string; chat: string; models: string }
  /** Images are where such protocols differ most. */
  imageRequest(run: UpstreamRun, address: UpstreamAddress): UpstreamRequest
  maskForm: Dialect["maskForm"]
  /** Whether requests carry a time stamp that a wrong clock spoils. */
  signed: boolean
  /** Epoch ms. */
  now: () => number
}

/** A dialect in OpenAI's shape. */
export function completionDialect(protocol: CompletionProtocol): Dialect {
  const { id, paths, signed, now, maskForm } = protocol
  const errorOf = (response: UpstreamResponse) => statusError(response, { now: now(), signed })
  return {
    id,
    writes: true,
    maskForm,
    request: (run, address) =>
      run.variant.mode === "image"
        ? protocol.imageRequest(run, address)
        : completionRequest(run, address, paths),
    // Handed on as it is: a generator around it would cost each token again.
    events(response, asked) {
      if (!isSuccess(response)) return failing(() => errorOf(response))
      return asked?.variant.mode === "image"
        ? imageEvents(response, imageCount(asked.variant))
        : completionEvents(response)
    },
    modelsRequest: ({ baseUrl }) => modelListRequest(baseUrl + paths.models),
    async models(response) {
      if (!isSuccess(response)) throw await errorOf(response)
      return readModelList(response)
    },
    balanceRequest,
    async balance(response) {
      if (!isSuccess(response)) throw await errorOf(response)
      return readBalance(response)
    },
  }
}

export const isSuccess = ({ status }: UpstreamResponse): boolean => status >= 200 && status < 300

/** The events of an answer that is none. */
// biome-ignore lint/correctness/useYield: nothing comes before the error
export async function* failing(
  error: () => Promise<BracketError>,
): AsyncGenerator<UpstreamEvent, void, undefined> {
  throw await error()
}
