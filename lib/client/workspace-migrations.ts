import * as z from "zod/mini"
import { emptyWorkspace } from "./workspace.ts"

/** What version 1 held beyond what is the same today. */
const first = z.looseObject({
  version: z.literal(1),
  columns: z
    .array(
      z.looseObject({
        id: z.string(),
        result: z.optional(z.looseObject({ batchId: z.string(), runId: z.optional(z.string()) })),
      }),
    )
    .check(z.minLength(1)),
  view: z.looseObject({ settingsOpen: z.boolean() }),
})

/** Version 1 had one run per column, no variables, no checks, and one fold for all settings. */
function fromFirst(old: z.infer<typeof first>): unknown {
  const empty = emptyWorkspace()
  const [row] = empty.variables.rows
  const { settingsOpen, ...view } = old.view
  return {
    ...empty,
    ...old,
    version: 2,
    columns: old.columns.slice(0, 12).map(({ result, ...column }) => ({
      ...column,
      samples: 1,
      results:
        result?.runId === undefined
          ? {}
          : { [`${row?.id}/0`]: { batchId: result.batchId, runId: result.runId } },
    })),
    baselineId: old.columns[0]?.id,
    view: { ...empty.view, ...view, openSettings: settingsOpen ? old.columns.map(({ id }) => id) : [] },
  }
}

/** Takes a stored workspace of an older version, step by step, into the present one; anything else stays as it is. */
export function migrateWorkspace(value: unknown): unknown {
  const old = first.safeParse(value)
  return old.success ? fromFirst(old.data) : value
}
