import { defineRoute } from "#lib/server/http/define-route"
import { assertMayScrape } from "#lib/server/http/may-scrape"
import { otherMethods } from "#lib/server/http/other-methods"

/** The metrics of this node in Prometheus' text format. */
export const GET = defineRoute({ role: "anyone", limit: "probe" }, async ({ request, who, container }) => {
  const { config, telemetry } = container
  assertMayScrape(request.headers.get("authorization"), who, config.telemetry.metricsToken)
  const { text, contentType } = telemetry.metrics
  return new Response(await text(), { headers: { "content-type": contentType, "cache-control": "no-store" } })
})

export const { DELETE, OPTIONS, PATCH, POST, PUT } = otherMethods({ GET })
