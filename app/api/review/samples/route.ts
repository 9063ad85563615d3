import { drawSampleSchema } from "#lib/domain/review"
import { defineRoute } from "#lib/server/http/define-route"
import { otherMethods } from "#lib/server/http/other-methods"
import { drawSampleNow } from "#lib/server/review/draw-samples"

/** Draws a sample at once, out of runs that are in none yet. */
export const POST = defineRoute(
  { role: "admin", limit: "write", body: drawSampleSchema, audit: "review.draw" },
  async ({ body, container: { store, now, flagged }, note }) => {
    const drawn = await drawSampleNow(body.days, { reviews: store.reviews, flagged, now })
    note({ details: { days: body.days, ...drawn } })
    return drawn
  },
)

export const { DELETE, GET, OPTIONS, PATCH, PUT } = otherMethods({ POST })
