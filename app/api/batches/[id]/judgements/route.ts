import { BracketError } from "#lib/domain/errors"
import { defineRoute } from "#lib/server/http/define-route"
import { otherMethods } from "#lib/server/http/other-methods"

export const GET = defineRoute({ role: "viewer", limit: "read" }, async ({ params, who, container }) => {
  const { batches, runs } = container.store
  const id = params.id ?? ""
  if (!(await batches.isOwned(id, who.person.id)))
    throw new BracketError("not_found", "There is no such batch.", {
      hint: "Its runs may have been deleted; look in History.",
    })
  return { judgements: await runs.judgements(id, who.person.id) }
})

export const { DELETE, OPTIONS, PATCH, POST, PUT } = otherMethods({ GET })
