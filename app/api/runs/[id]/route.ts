import { BracketError } from "#lib/domain/errors"
import { changeRunSchema } from "#lib/domain/history"
import { defineRoute } from "#lib/server/http/define-route"
import { otherMethods } from "#lib/server/http/other-methods"

const notThere = () =>
  new BracketError("not_found", "There is no such run.", {
    hint: "It may have been deleted; look in History.",
  })

export const GET = defineRoute({ role: "viewer", limit: "read" }, async ({ params, who, container }) => {
  const detail = await container.store.runs.detail(params.id ?? "", who.person.id)
  if (!detail) throw notThere()
  return detail
})

export const PATCH = defineRoute(
  { role: "member", limit: "write", body: changeRunSchema, audit: "run.change" },
  async ({ params, body, who, container, note }) => {
    note({ details: { changed: Object.keys(body).join(" ") } })
    if (!(await container.store.runs.change(params.id ?? "", who.person.id, body, container.now())))
      throw notThere()
    return {}
  },
)

/** Deletes for the eye; `PATCH {deleted: false}` takes it back. */
export const DELETE = defineRoute(
  { role: "member", limit: "write", audit: "run.delete" },
  async ({ params, who, container }) => {
    if (
      !(await container.store.runs.change(params.id ?? "", who.person.id, { deleted: true }, container.now()))
    )
      throw notThere()
    return {}
  },
)

export const { OPTIONS, POST, PUT } = otherMethods({ GET, PATCH, DELETE })
