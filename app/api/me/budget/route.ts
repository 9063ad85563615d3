import { type MyBudget, resetsAt } from "#lib/domain/budget"
import { defineRoute } from "#lib/server/http/define-route"
import { otherMethods } from "#lib/server/http/other-methods"

/** What one may use, has used, and when that starts again. */
export const GET = defineRoute({ role: "viewer", limit: "read" }, async ({ who, container }) => {
  const { store, now } = container
  const at = now()
  const [budget, used] = await Promise.all([
    store.budgets.get(who.person.id),
    store.budgets.used(who.person.id, at),
  ])
  return {
    budget: budget ?? { day: {}, month: {} },
    used,
    resets: { day: resetsAt("day", at), month: resetsAt("month", at) },
  } satisfies MyBudget
})

export const { DELETE, OPTIONS, PATCH, POST, PUT } = otherMethods({ GET })
