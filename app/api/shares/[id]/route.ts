import { changeShareSchema } from "#lib/domain/share"
import { defineRoute } from "#lib/server/http/define-route"
import { otherMethods } from "#lib/server/http/other-methods"
import { noShare } from "#lib/server/http/share-access"

/** Another title, audience or end of one's own link; what it holds stays as it was. */
export const PATCH = defineRoute(
  { role: "member", limit: "write", body: changeShareSchema, audit: "share.change" },
  async ({ params, body, who, container, note }) => {
    note({ target: (params.id ?? "").slice(0, 6), details: { changed: Object.keys(body).join(" ") } })
    const share = await container.store.shares.change(params.id ?? "", who.person.id, body)
    if (!share) throw noShare()
    return { share }
  },
)

/** Revokes a link: it leads nowhere from now on, and its snapshot is destroyed. Whoever made it may, whatever they may do by now. */
export const DELETE = defineRoute(
  { role: "viewer", limit: "write", audit: "share.revoke" },
  async ({ params, who, container, note }) => {
    note({ target: (params.id ?? "").slice(0, 6) })
    if (!(await container.store.shares.revoke(params.id ?? "", who.person.id))) throw noShare()
    return {}
  },
)

export const { GET, OPTIONS, POST, PUT } = otherMethods({ PATCH, DELETE })
