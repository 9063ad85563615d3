import type { Variant } from "#lib/domain/batch"
import type { Connection } from "#lib/domain/connection"
import { usedVariables } from "./column-prompt.ts"
import { obstaclesOf, type RunObstacle } from "./run-obstacles.ts"
import { variantOf } from "./run-plan.ts"
import { columnName, shownRowId, type Workspace } from "./workspace.ts"

/** What code is to be written for. */
export interface CodeDraft {
  /** The columns that can run, by name, each with the values of the row that is shown. */
  variants: { name: string; variant: Variant }[]
  /** Those that cannot, and why. */
  left: { name: string; obstacle: RunObstacle }[]
  /** Which row's values were filled in, counted from 1; undefined where no variable is used. */
  row: number | undefined
}

/** The variants of a workspace (or of one of its columns) that code can be written for. */
export function codeDraft(workspace: Workspace, connections: Connection[], columnId?: string): CodeDraft {
  const { rows } = workspace.variables
  const index = Math.max(
    0,
    rows.findIndex(({ id }) => id === shownRowId(workspace)),
  )
  const row = rows[index] ?? { id: "first", values: {} }
  const draft: CodeDraft = {
    variants: [],
    left: [],
    row: usedVariables(workspace).length > 0 && rows.length > 1 ? index + 1 : undefined,
  }
  for (const column of workspace.columns) {
    if (columnId !== undefined && column.id !== columnId) continue
    const name = columnName(workspace.columns, column.id)
    const [obstacle] = obstaclesOf(workspace, column, connections)
    const variant = obstacle ? undefined : variantOf(workspace, column, connections, row)
    if (obstacle) draft.left.push({ name, obstacle })
    else if (variant) draft.variants.push({ name, variant })
  }
  return draft
}
