import { randomUUID } from "node:crypto"
import { BracketError } from "#lib/domain/errors"
import { errorAnswer } from "#lib/server/http/error-answer"

/** What a route may answer to. Next itself answers HEAD by GET. */
const methods = ["GET", "POST", "PUT", "PATCH", "DELETE"] as const
type Method = (typeof methods)[number]

type Handler = (request: Request) => Response

/**
 * What a route answers to all methods but those it has: 405 in the API's form of errors, with an Allow header; and to
 * OPTIONS, which methods those are. Each route exports them, for Next's own 405 says nothing.
 */
export function otherMethods<Given extends Method>(
  given: {
    [method in Given]: unknown
  },
): Record<Exclude<Method, Given> | "OPTIONS", Handler> {
  const own = methods.filter((method) => method in given)
  const allow = [...own, ...("GET" in given ? ["HEAD"] : []), "OPTIONS"].join(", ")
  const refuse: Handler = ({ method, url }) =>
    errorAnswer(
      new BracketError("method_not_allowed", `${new URL(url).pathname} does not take ${method}.`, {
        hint: `Send one of: ${allow}.`,
        params: { method, allow },
      }),
      randomUUID(),
    )
  const others = methods.filter((method) => !(method in given)).map((method) => [method, refuse])
  return {
    ...Object.fromEntries(others),
    OPTIONS: () => new Response(null, { status: 204, headers: { allow, "cache-control": "no-store" } }),
  }
}
