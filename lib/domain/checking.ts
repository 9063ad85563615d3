import * as z from "zod/mini"
import { checkResultSchema, checksSchema } from "#lib/domain/check-schema"

/** Body of `POST /api/checks`: looks at outputs again, and keeps the results on the runs. No runs: only looks at the checks. */
export const checkRunsSchema = z.object({
  checks: checksSchema,
  runIds: z.array(z.string()).check(z.maxLength(1000)),
})
export type CheckRuns = z.infer<typeof checkRunsSchema>

/** `POST /api/checks`: by run; runs without an output are left out. */
export const checkedRunsSchema = z.object({ results: z.record(z.string(), z.array(checkResultSchema)) })
export type CheckedRuns = z.infer<typeof checkedRunsSchema>
