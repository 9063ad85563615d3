import { setPasswordSchema } from "#lib/domain/person-schema"
import { setPassword } from "#lib/server/auth/set-password"
import { defineRoute } from "#lib/server/http/define-route"
import { otherMethods } from "#lib/server/http/other-methods"

export const POST = defineRoute(
  { role: "viewer", limit: "signIn", body: setPasswordSchema, audit: "password.set" },
  async ({ who, body, container }) => ({ person: await setPassword(container, who, body) }),
)

export const { DELETE, GET, OPTIONS, PATCH, PUT } = otherMethods({ POST })
