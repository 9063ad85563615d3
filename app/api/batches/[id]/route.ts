import { BracketError } from "#lib/domain/errors"
import { changeBatchSchema } from "#lib/domain/history"
import { defineRoute } from "#lib/server/http/define-route"
import { otherMethods } from "#lib/server/http/other-methods"

const notThere = () =>
  new BracketError("not_found", "There is no such batch.", {
    hint: "Its runs may have been deleted; look in History.",
  })

/** A comparison in full, to be put back. */
export const GET = defineRoute({ role: "viewer", limit: "read" }, async ({ params, who, container }) => {
  const detail = await container.store.batches.detail(params.id ?? "", who.person.id)
  if (!detail) throw notThere()
  return detail
})

export const PATCH = defineRoute(
  { role: "member", limit: "write", body: changeBatchSchema, audit: "batch.change" },
  async ({ params, body, who, container, note }) => {
    note({ details: { changed: Object.keys(body).join(" ") } })
    if (!(await container.store.batches.change(params.id ?? "", who.person.id, body, container.now())))
      throw notThere()
    return {}
  },
)

/** Deletes all of its runs for the eye; `PATCH {deleted: false}` takes it back. */
export const DELETE = defineRoute(
  { role: "member", limit: "write", audit: "batch.delete" },
  async ({ params, who, container }) => {
    const change = { deleted: true }
    if (!(await container.store.batches.change(params.id ?? "", who.person.id, change, container.now())))
      throw notThere()
    return {}
  },
)

export const { OPTIONS, POST, PUT } = otherMethods({ GET, PATCH, DELETE })
