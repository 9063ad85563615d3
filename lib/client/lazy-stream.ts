import { ApiError } from "#lib/client/api/request"
import type { EventStreamOptions } from "./event-stream.ts"

/** Loads what following a batch needs; called early where a run is likely. */
export const loadEventStream = () => import("./event-stream.ts")

/** `followBatch`, whose code comes with the first run instead of the page. */
export function followBatch(options: EventStreamOptions): () => void {
  let isClosed = false
  let close = () => {
    isClosed = true
  }
  options.onState("connecting")
  loadEventStream().then(
    ({ followBatch }) => {
      if (!isClosed) close = followBatch(options)
    },
    // The page is older than the server, or there is no network: said like any start that failed.
    (cause: unknown) => {
      const error = new ApiError("offline", "The page's code could not be loaded.", { cause })
      if (!isClosed) options.onEnd({ kind: "refused", error })
    },
  )
  return () => close()
}
