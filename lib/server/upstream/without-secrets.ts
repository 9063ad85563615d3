import { BracketError } from "#lib/domain/errors"
import type { UpstreamRequest } from "#lib/server/upstream/dialects/dialect"
import { secretHeaders } from "./describe-request.ts"

/** Shorter texts are too common to be taken for a secret. */
const shortestSecret = 6

/**
 * The error without the secrets that its request carried: an upstream may repeat a key in what it says of it. Anything
 * that is no `BracketError` is returned as it is; its text is never shown.
 */
export function withoutSecrets(error: unknown, request: UpstreamRequest | undefined): unknown {
  if (!request || !(error instanceof BracketError)) return error
  const secrets = secretsOf(request)
  const texts = [error.message, error.hint, ...Object.values(error.params ?? {})]
  if (!texts.some((text) => typeof text === "string" && secrets.some((secret) => text.includes(secret))))
    return error
  const clean = <T>(text: T): T =>
    typeof text === "string"
      ? (secrets.reduce<string>((rest, secret) => rest.replaceAll(secret, "•••"), text) as T)
      : text
  return new BracketError(error.code, clean(error.message), {
    hint: clean(error.hint),
    params:
      error.params &&
      Object.fromEntries(Object.entries(error.params).map(([name, value]) => [name, clean(value)])),
    field: error.field,
    retryAfterMs: error.retryAfterMs,
    retryable: error.retryable,
    cause: error.cause,
  })
}

/** What the headers of a signed request say, whole and in parts: `Bearer KEY` is a scheme and a key. */
function secretsOf({ headers }: UpstreamRequest): string[] {
  const values = Object.entries(headers).flatMap(([name, value]) =>
    secretHeaders.has(name.toLowerCase()) ? [value, ...value.split(" ").slice(1)] : [],
  )
  const pairs = values
    .filter((value) => value.startsWith("Basic "))
    .flatMap((value) => Buffer.from(value.slice(6), "base64").toString("utf8").split(":"))
  // The longest first: a part of it must not spoil the rest.
  return [...values, ...pairs]
    .filter((secret) => secret.length >= shortestSecret)
    .sort((a, b) => b.length - a.length)
}
