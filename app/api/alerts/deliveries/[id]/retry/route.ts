import { defineRoute } from "#lib/server/http/define-route"
import { otherMethods } from "#lib/server/http/other-methods"

/** Sends a message that failed once more. */
export const POST = defineRoute(
  { role: "admin", limit: "dialOut", audit: "alert.delivery.retry" },
  async ({ params, container }) => {
    await container.alerts.retry(params.id ?? "")
    return {}
  },
)

export const { DELETE, GET, OPTIONS, PATCH, PUT } = otherMethods({ POST })
