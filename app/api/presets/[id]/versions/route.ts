import { savePresetSchema } from "#lib/domain/preset"
import { defineRoute } from "#lib/server/http/define-route"
import { otherMethods } from "#lib/server/http/other-methods"
import { presetNotThere } from "#lib/server/http/preset-not-there"

export const GET = defineRoute({ role: "viewer", limit: "read" }, async ({ params, who, container }) => {
  const versions = await container.store.presets.versions(params.id ?? "", who.person.id)
  if (!versions) throw presetNotThere()
  return { versions }
})

export const POST = defineRoute(
  {
    role: "member",
    limit: "write",
    body: savePresetSchema,
    maxBodyBytes: 4 * 1024 * 1024,
    audit: "preset.save",
  },
  async ({ params, body, who, container }) => {
    const preset = await container.store.presets.save(params.id ?? "", who.person.id, body, container.now())
    if (!preset) throw presetNotThere()
    return preset
  },
)

export const { DELETE, OPTIONS, PATCH, PUT } = otherMethods({ GET, POST })
