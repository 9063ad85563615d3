import { BracketError } from "#lib/domain/errors"

/**
 * A secret as a header value, without the white space that comes along when it is pasted. Throws
 * `BracketError("upstream_credential")`, which does not name the value, when it cannot stand in a header.
 */
export function headerValue(secret: string): string {
  const trimmed = secret.trim()
  if (!/^[\x21-\x7e]+$/.test(trimmed))
    throw new BracketError("upstream_credential", "The connection's key cannot be sent as it is", {
      hint: "It is empty or holds spaces or characters that no key has. Enter it again.",
    })
  return trimmed
}
