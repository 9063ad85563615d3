import { defineRoute } from "#lib/server/http/define-route"
import { otherMethods } from "#lib/server/http/other-methods"

/** Sends a real message, and says how it went. */
export const POST = defineRoute(
  { role: "admin", limit: "dialOut", audit: "alert.channel.test" },
  async ({ params, container, note }) => {
    const answer = await container.alerts.test(params.id ?? "")
    note({ details: { passed: answer.ok } })
    return answer
  },
)

export const { DELETE, GET, OPTIONS, PATCH, PUT } = otherMethods({ POST })
