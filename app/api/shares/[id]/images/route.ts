import { imagesOfSetup } from "#lib/domain/preset-content"
import { defineRoute } from "#lib/server/http/define-route"
import { otherMethods } from "#lib/server/http/other-methods"
import { noShare, readShare } from "#lib/server/http/share-access"

/** Gives the receiver of a link the images that its setup starts from: in their playground they are their own. */
export const POST = defineRoute(
  { role: "member", limit: "write", audit: "share.take" },
  async ({ params, who, container, note }) => {
    note({ target: (params.id ?? "").slice(0, 6) })
    const found = await readShare(container, params.id ?? "", who.person)
    if (found.kind !== "share") throw noShare()
    const { images } = container
    const taken: string[] = []
    for (const sha256 of imagesOfSetup(found.share.content.setup)) {
      const image = await images.get(found.ownerId, sha256)
      if (!image) continue
      await images.putResult(who.person.id, image.bytes)
      taken.push(sha256)
    }
    return { taken }
  },
)

export const { DELETE, GET, OPTIONS, PATCH, PUT } = otherMethods({ POST })
