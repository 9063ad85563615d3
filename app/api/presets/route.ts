import { newPresetsSchema, presetQuerySchema } from "#lib/domain/preset"
import { defineRoute } from "#lib/server/http/define-route"
import { otherMethods } from "#lib/server/http/other-methods"

const megabyte = 1024 * 1024

export const GET = defineRoute(
  { role: "viewer", limit: "read", query: presetQuerySchema },
  ({ query: { cursor, limit, ...filter }, who, container }) =>
    container.store.presets.list(who.person.id, filter, { cursor, limit }),
)

export const POST = defineRoute(
  {
    role: "member",
    limit: "write",
    body: newPresetsSchema,
    maxBodyBytes: 16 * megabyte,
    audit: "preset.create",
  },
  async ({ body, who, container, note }) => {
    const presets = await container.store.presets.create(who.person.id, body.presets, container.now())
    note({ target: presets[0]?.id, details: { presets: presets.length } })
    return { presets }
  },
)

export const { DELETE, OPTIONS, PATCH, PUT } = otherMethods({ GET, POST })
