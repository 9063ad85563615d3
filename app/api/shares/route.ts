import { createShareSchema } from "#lib/domain/share"
import { defineRoute } from "#lib/server/http/define-route"
import { otherMethods } from "#lib/server/http/other-methods"
import { createShare } from "#lib/server/store/share-snapshot"

const megabyte = 1024 * 1024

/** One's own links. */
export const GET = defineRoute({ role: "viewer", limit: "read" }, async ({ who, container }) => ({
  shares: await container.store.shares.ofPerson(who.person.id),
}))

/** Makes a link: what it holds is frozen. */
export const POST = defineRoute(
  {
    role: "member",
    limit: "write",
    body: createShareSchema,
    maxBodyBytes: 16 * megabyte,
    audit: "share.create",
  },
  async ({ who, body, container, note }) => {
    note({ details: { audience: body.audience, runs: body.cells?.length ?? 0 } })
    const share = await createShare(container.store, who.person.id, body, container.now())
    // The link is as good as a key: the log names it by its beginning only.
    note({ target: share.id.slice(0, 6) })
    return { share }
  },
)

export const { DELETE, OPTIONS, PATCH, PUT } = otherMethods({ GET, POST })
