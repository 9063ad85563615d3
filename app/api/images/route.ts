import { defineRoute } from "#lib/server/http/define-route"
import { otherMethods } from "#lib/server/http/other-methods"
import { readBytes } from "#lib/server/http/read-body"
import { maxUploadBytes, uploadTooLarge } from "#lib/server/store/image-refusals"

/** Takes one picture, as it is; answers its hash and size. */
export const POST = defineRoute({ role: "member", limit: "write" }, async ({ request, who, container }) =>
  container.images.put(who.person.id, await readBytes(request, maxUploadBytes, uploadTooLarge)),
)

export const { DELETE, GET, OPTIONS, PATCH, PUT } = otherMethods({ POST })
