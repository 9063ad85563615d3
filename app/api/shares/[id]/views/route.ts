import { defineRoute } from "#lib/server/http/define-route"
import { otherMethods } from "#lib/server/http/other-methods"
import { noShare, readShare } from "#lib/server/http/share-access"

/** Counts one look at a link. Called by the page's script: previews of chats and crawlers run none. Nobody counts by looking at their own. */
export const POST = defineRoute(
  { role: "anyone", limit: "read", audit: "share.open" },
  async ({ params, who, container, note }) => {
    note({ target: (params.id ?? "").slice(0, 6) })
    const found = await readShare(container, params.id ?? "", who?.person)
    if (found.kind !== "share") throw noShare()
    if (found.ownerId !== who?.person.id) await container.store.shares.countView(found.share.id)
    return {}
  },
)

export const { DELETE, GET, OPTIONS, PATCH, PUT } = otherMethods({ POST })
