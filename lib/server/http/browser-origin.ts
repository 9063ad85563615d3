import { BracketError } from "#lib/domain/errors"

/**
 * The origin at which the caller's browser sees us, to which a provider sends it back: PUBLIC_URL where there is one, else
 * the host that was asked for. Throws `BracketError("invalid_input")` for a Host header that is none.
 */
export function browserOrigin(request: { headers: Headers }, config: { publicUrl?: string }): string {
  if (config.publicUrl !== undefined) return new URL(config.publicUrl).origin
  const url = URL.parse(`http://${request.headers.get("host") ?? ""}`)
  if (url === null)
    throw new BracketError("invalid_input", "The call does not say which host it is for.", {
      hint: "Send a Host header.",
      field: "host",
      params: { field: "host", problem: "invalid" },
    })
  return url.origin
}
