import { changePresetSchema, presetVersionQuerySchema } from "#lib/domain/preset"
import { defineRoute } from "#lib/server/http/define-route"
import { otherMethods } from "#lib/server/http/other-methods"
import { presetNotThere } from "#lib/server/http/preset-not-there"

export const GET = defineRoute(
  { role: "viewer", limit: "read", query: presetVersionQuerySchema },
  async ({ params, query, who, container }) => {
    const detail = await container.store.presets.detail(params.id ?? "", who.person.id, query.version)
    if (!detail) throw presetNotThere()
    return detail
  },
)

export const PATCH = defineRoute(
  { role: "member", limit: "write", body: changePresetSchema, audit: "preset.change" },
  async ({ params, body, who, container, note }) => {
    note({ details: { changed: Object.keys(body).join(" ") } })
    if (!(await container.store.presets.change(params.id ?? "", who.person.id, body, container.now())))
      throw presetNotThere()
    return {}
  },
)

/** Deletes for the eye; `PATCH {deleted: false}` takes it back. */
export const DELETE = defineRoute(
  { role: "member", limit: "write", audit: "preset.delete" },
  async ({ params, who, container }) => {
    const change = { deleted: true }
    if (!(await container.store.presets.change(params.id ?? "", who.person.id, change, container.now())))
      throw presetNotThere()
    return {}
  },
)

export const { OPTIONS, POST, PUT } = otherMethods({ GET, PATCH, DELETE })
