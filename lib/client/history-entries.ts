import { columnLetter, columnName } from "#lib/client/workspace"
import type { BatchSummary, RunSummary } from "#lib/domain/history"
import type { RunStatus } from "#lib/domain/outcome"

/** Statuses in the order in which an entry counts them. */
const statusOrder: RunStatus[] = [
  "running",
  "queued",
  "succeeded",
  "failed",
  "blocked",
  "interrupted",
  "cancelled",
]

/** How many runs an entry has, deleted ones left out. */
export function runsIn({ counts }: Pick<BatchSummary, "counts">): number {
  return Object.values(counts).reduce((sum, count) => sum + count, 0)
}

/** How an entry's runs stand: what there is none of is left out. */
export function statusCounts({
  counts,
}: Pick<BatchSummary, "counts">): { status: RunStatus; count: number }[] {
  return statusOrder.flatMap((status) => {
    const count = counts[status] ?? 0
    return count > 0 ? [{ status, count }] : []
  })
}

/** Where in its comparison a run stands; rows and samples count from 1 and are named only where there are several. */
export interface RunPlace {
  /** Undefined: its column was taken out of the comparison later. */
  column: string | undefined
  row: number | undefined
  sample: number | undefined
}

/** The places of an entry's runs, by id. */
export function runPlaces(
  { columns }: Pick<BatchSummary, "columns">,
  runs: Pick<RunSummary, "id" | "columnId" | "variantIndex" | "row" | "sample">[],
): Map<string, RunPlace> {
  const hasRows = runs.some(({ row }) => row > 0)
  const hasSamples = runs.some(({ sample }) => sample > 0)
  const columnOf = ({ columnId, variantIndex }: Pick<RunSummary, "columnId" | "variantIndex">) => {
    // Without a setup each variant was a column.
    if (columnId === undefined) return columnLetter(variantIndex)
    return columns.some(({ id }) => id === columnId) ? columnName(columns, columnId) : undefined
  }
  return new Map(
    runs.map((run) => [
      run.id,
      {
        column: columnOf(run),
        row: hasRows ? run.row + 1 : undefined,
        sample: hasSamples ? run.sample + 1 : undefined,
      },
    ]),
  )
}
