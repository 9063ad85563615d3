import { imageDownloadQuerySchema } from "#lib/domain/kept-image"
import { defineRoute } from "#lib/server/http/define-route"
import { imageDownload, noImage } from "#lib/server/http/image-answer"
import { otherMethods } from "#lib/server/http/other-methods"
import { savedImage } from "#lib/server/store/saved-image"

/** An image of a run as a PNG file that says what it was made with. */
export const GET = defineRoute(
  { role: "viewer", limit: "read", query: imageDownloadQuerySchema, audit: "image.download" },
  async ({ params, query, who, container }) => {
    const saved = await savedImage(container, who.person.id, {
      runId: query.run,
      sha256: params.sha256 ?? "",
    })
    if (!saved) throw noImage()
    return imageDownload(saved.png, saved.name)
  },
)

export const { DELETE, OPTIONS, PATCH, POST, PUT } = otherMethods({ GET })
