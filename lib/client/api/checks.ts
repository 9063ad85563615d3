import type { CheckedRuns, CheckRuns } from "#lib/domain/checking"
import { request } from "./request.ts"

export type { CheckedRuns }

const checked = () => import("#lib/domain/checking").then(({ checkedRunsSchema }) => checkedRunsSchema)

/**
 * `POST /api/checks`: looks at the outputs of these runs again; without runs, at the checks alone. A check that cannot
 * be looked at is an ApiError `invalid_input` with `field` as `checks.N.pattern` and `params.reason`.
 */
export function checkRuns(body: CheckRuns, signal?: AbortSignal): Promise<CheckedRuns> {
  return request(checked, "/api/checks", { method: "POST", body, signal })
}
