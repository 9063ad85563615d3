import { defineRoute } from "#lib/server/http/define-route"
import { otherMethods } from "#lib/server/http/other-methods"

/** What is left at the provider, at most a minute old; `balance` is null where the provider does not say. */
export const GET = defineRoute({ role: "member", limit: "read" }, ({ params, who, container }) =>
  container.balances.of(who.person, params.id ?? ""),
)

export const { DELETE, OPTIONS, PATCH, POST, PUT } = otherMethods({ GET })
