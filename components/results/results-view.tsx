/** How much of each output a row shows. */
export type Density = "small" | "medium" | "large"

/** Which rows are shown: all, those with a failed run, with a failed check, or whose outputs are not all the same. */
export type RowFilter = "all" | "failed" | "failedChecks" | "differ"

export interface ResultsView {
  density: Density
  filter: RowFilter
}

export const initialResultsView: ResultsView = { density: "medium", filter: "all" }

/** Height of a row in px; fixed, so that nothing jumps while outputs arrive. */
export const rowHeights: Record<Density, number> = { small: 48, medium: 112, large: 232 }
