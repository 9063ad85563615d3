import { checkRunsSchema } from "#lib/domain/checking"
import { checkRuns } from "#lib/server/engine/check-runs"
import { defineRoute } from "#lib/server/http/define-route"
import { otherMethods } from "#lib/server/http/other-methods"

const megabyte = 1024 * 1024

/** Looks at outputs again, by these checks. Twenty schemas of 100 kB and a thousand ids make the largest body. */
export const POST = defineRoute(
  {
    role: "member",
    limit: "write",
    body: checkRunsSchema,
    maxBodyBytes: 4 * megabyte,
    audit: "run.check",
  },
  ({ body, who, container }) => checkRuns(container, body, who.person.id),
)

export const { DELETE, GET, OPTIONS, PATCH, PUT } = otherMethods({ POST })
