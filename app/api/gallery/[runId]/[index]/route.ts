import { changeGalleryImageSchema } from "#lib/domain/gallery"
import { defineRoute } from "#lib/server/http/define-route"
import { noImage } from "#lib/server/http/image-answer"
import { otherMethods } from "#lib/server/http/other-methods"

/** Stars one image of a run, deletes it, or brings it back. */
export const PATCH = defineRoute(
  { role: "member", limit: "write", body: changeGalleryImageSchema, audit: "gallery.change" },
  async ({ params: { runId = "", index = "" }, body, who, container, note }) => {
    note({ details: { image: index.slice(0, 4), ...body } })
    const isPlace = /^\d{1,4}$/.test(index)
    const { gallery } = container.store
    if (!isPlace || !(await gallery.change(runId, Number(index), who.person.id, body, container.now())))
      throw noImage()
    return {}
  },
)

export const { DELETE, GET, OPTIONS, POST, PUT } = otherMethods({ PATCH })
