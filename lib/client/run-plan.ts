import type { PlannedRun, Variant } from "#lib/domain/batch"
import type { Connection } from "#lib/domain/connection"
import type { JsonText, Row } from "#lib/domain/setup-schema"
import { ownParts, type PromptParts, promptOf, usedVariables } from "./column-prompt.ts"
import { fingerprint } from "./fingerprint.ts"
import { sentParameters, targetOf } from "./variant.ts"
import { type Column, cellKey, type Workspace } from "./workspace.ts"

/** Most runs of one batch; see `startBatchSchema`. */
export const maxBatchRuns = 1000

/** One repetition of one row in one column. */
export interface Cell {
  column: Column
  row: Row
  /** Place of the row in the table. */
  rowIndex: number
  sample: number
  key: string
}

/** What decides which rows are run. */
type RowSources = PromptParts & Pick<Workspace, "columns" | "variables">

/** The rows that are run: the whole table when a prompt names a variable, else the first one stands for all. */
export function rowsOf(workspace: RowSources): Row[] {
  const { rows } = workspace.variables
  return usedVariables(workspace).length > 0 ? rows : rows.slice(0, 1)
}

/**
 * The cells of these columns in the order in which they are run: row by row, each repetition of a row through all
 * columns first, so that half of it can be compared already.
 */
export function cellsOf(workspace: RowSources, columns: Column[]): Cell[] {
  const most = Math.max(0, ...columns.map(({ samples }) => samples))
  return rowsOf(workspace).flatMap((row, rowIndex) =>
    Array.from({ length: most }, (_, sample) => sample).flatMap((sample) =>
      columns
        .filter(({ samples }) => sample < samples)
        .map((column) => ({ column, row, rowIndex, sample, key: cellKey(row.id, sample) })),
    ),
  )
}

/** How many runs these columns make; counts without making them. */
export function countRuns(workspace: RowSources, columns: Column[]): number {
  return rowsOf(workspace).length * columns.reduce((sum, { samples }) => sum + samples, 0)
}

export interface Plan {
  variants: Variant[]
  runs: PlannedRun[]
  /** Which cell each of `runs` is for. */
  cells: Cell[]
}

/** Cells as a request: one variant per row and column, one run per cell. What has no connection is left out. */
export function planOf(workspace: Workspace, cells: Cell[], connections: Connection[]): Plan {
  const places = new Map<string, number>()
  const plan: Plan = { variants: [], runs: [], cells: [] }
  for (const cell of cells) {
    const key = `${cell.column.id} ${cell.row.id}`
    const place = places.get(key) ?? plan.variants.length
    if (!places.has(key)) {
      const variant = variantOf(workspace, cell.column, connections, cell.row)
      if (!variant) continue
      places.set(key, place)
      plan.variants.push(variant)
    }
    plan.runs.push({ variantIndex: place, row: cell.rowIndex, sample: cell.sample })
    plan.cells.push(cell)
  }
  return plan
}

/** A mark of what a variant asks for: where it differs from a result's, something was changed since that run. */
export function askedOf({ columnId: _, rowId: __, ...asked }: Variant): string {
  return fingerprint(JSON.stringify(asked))
}

/** Whether a column asks for something else by now than it did for this result of a row; false where nobody knows. */
export function isChangedSince(
  workspace: Workspace,
  columnId: string,
  connections: Connection[],
  rowId: string | undefined,
  asked: string | undefined,
): boolean {
  const row = workspace.variables.rows.find(({ id }) => id === rowId)
  const column = workspace.columns.find(({ id }) => id === columnId)
  if (asked === undefined || !row || !column) return false
  const variant = variantOf(workspace, column, connections, row)
  return variant !== undefined && askedOf(variant) !== asked
}

/** A column as a request for one row; undefined when its connection is not there. */
export function variantOf(
  workspace: Workspace,
  column: Column,
  connections: Connection[],
  row: Row,
): Variant | undefined {
  const target = targetOf(workspace.mode, column, connections)
  if (!target) return undefined
  return {
    columnId: column.id,
    rowId: row.id,
    connectionId: column.connectionId,
    model: column.model,
    mode: workspace.mode,
    prompt: promptOf(ownParts(workspace, column), row.values),
    parameters: sentParameters(column, target),
    ...requestParts(workspace, column),
  }
}

/** What a request has beside prompt and parameters, each of it JSON that somebody has written. */
export function requestParts(
  { mode, tools, answerSchema }: Pick<Workspace, "mode" | "tools" | "answerSchema">,
  { parameters, extra }: Pick<Column, "parameters" | "extra">,
): Pick<Variant, "tools" | "answerSchema" | "extra"> {
  const format = parameters.response_format
  const parts = {
    tools: mode === "chat" ? [readyJson(tools) ?? []].flat() : [],
    answerSchema: mode === "chat" && format?.on && format.value === "json_schema" && readyJson(answerSchema),
    extra: readyJson(extra),
  }
  return {
    ...(parts.tools.length > 0 ? { tools: parts.tools } : {}),
    ...(parts.answerSchema ? { answerSchema: parts.answerSchema } : {}),
    ...(parts.extra ? { extra: parts.extra } : {}),
  }
}

/** Where it was written it has been looked at, and the server looks again. */
function readyJson(json: JsonText | undefined) {
  return json?.ok && json.text.trim() !== "" ? JSON.parse(json.text) : undefined
}
