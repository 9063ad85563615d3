import type { UpstreamRequest } from "#lib/server/upstream/dialects/dialect"

/** Signs the exact bytes of a request by adding headers to it. No caller knows which kind it is. */
export interface Credential {
  (request: UpstreamRequest): void | Promise<void>
  /**
   * Told when the upstream has refused (401) a request as it was signed, before anything of it was carried out. True
   * when it is worth signing and sending once more: a token was withdrawn, and there is a new one.
   */
  refused?(request: UpstreamRequest): Promise<boolean>
}
