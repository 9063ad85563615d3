import type { Credential } from "./credential.ts"
import { headerValue } from "./header-value.ts"

/** `Authorization: Bearer KEY` (RFC 6750). */
export function bearer(key: string): Credential {
  return ({ headers }) => {
    headers.authorization = `Bearer ${headerValue(key)}`
  }
}
