import type { UpstreamRequest } from "#lib/server/upstream/dialects/dialect"

/** Signs the exact bytes of a request by adding headers to it. No caller knows which kind it is. */
export type Credential = (request: UpstreamRequest) => void | Promise<void>
