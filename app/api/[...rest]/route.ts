import { BracketError } from "#lib/domain/errors"
import { defineRoute } from "#lib/server/http/define-route"

const handle = defineRoute({ role: "anyone", limit: "read" }, ({ request }) => {
  throw new BracketError("not_found", `There is nothing at ${new URL(request.url).pathname}.`, {
    hint: "Look at docs/api.md for the calls that there are.",
  })
})

export { handle as DELETE, handle as GET, handle as PATCH, handle as POST, handle as PUT }
