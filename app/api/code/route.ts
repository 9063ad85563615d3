import { codeInputSchema } from "#lib/domain/code/code-request"
import { describeCode } from "#lib/server/engine/describe-code"
import { defineRoute } from "#lib/server/http/define-route"
import { otherMethods } from "#lib/server/http/other-methods"

const megabyte = 1024 * 1024

/** What would be sent for these variants, for code to be written from: nothing is run, and no secret is opened. */
export const POST = defineRoute(
  { role: "member", limit: "write", body: codeInputSchema, maxBodyBytes: 16 * megabyte },
  ({ body, who, container }) => describeCode(body, who.person.id, container),
)

export const { DELETE, GET, OPTIONS, PATCH, PUT } = otherMethods({ POST })
