import type { DialectId } from "#lib/domain/connection"
import type { BracketError } from "#lib/domain/errors"
import { completionEvents } from "./completion-events.ts"
import { completionRequest } from "./completion-request.ts"
import type { Dialect, UpstreamEvent, UpstreamResponse } from "./dialect.ts"
import { modelListRequest, readModelList } from "./model-list.ts"
import { statusError } from "./status-errors.ts"

/** What a protocol in OpenAI's shape has of its own. */
export interface CompletionProtocol {
  id: DialectId
  /** Relative to a connection's base URL. */
  paths: { completion: string; chat: string; models: string }
  /** Whether requests carry a time stamp that a wrong clock spoils. */
  signed: boolean
  /** Epoch ms. */
  now: () => number
}

/** A dialect in OpenAI's shape. */
export function completionDialect({ id, paths, signed, now }: CompletionProtocol): Dialect {
  const errorOf = (response: UpstreamResponse) => statusError(response, { now: now(), signed })
  return {
    id,
    request: (run, address) => completionRequest(run, address, paths),
    // Handed on as it is: a generator around it would cost each token again.
    events: (response) =>
      isSuccess(response) ? completionEvents(response) : failing(() => errorOf(response)),
    modelsRequest: ({ baseUrl }) => modelListRequest(baseUrl + paths.models),
    async models(response) {
      if (!isSuccess(response)) throw await errorOf(response)
      return readModelList(response)
    },
  }
}

const isSuccess = ({ status }: UpstreamResponse): boolean => status >= 200 && status < 300

// biome-ignore lint/correctness/useYield: nothing comes before the error
async function* failing(error: () => Promise<BracketError>): AsyncGenerator<UpstreamEvent, void, undefined> {
  throw await error()
}
