/** The pictures of one row of settings, by column; a request may have made several. */
export interface GridRow<Image> {
  label: string
  cells: Image[][]
}

/** Pictures as a contact sheet takes them: row by row, undefined where there is none. */
export interface SheetGrid<Image> {
  images: (Image | undefined)[]
  columns: number
  columnLabels?: string[]
  rowLabels?: string[]
}

/**
 * Where pictures stand that were made in rows and columns. Several pictures of one request stand below each other, or,
 * with a single column, beside each other. Rows without a picture are left out; headings stand only where there is
 * more than one row or column to tell apart. Undefined when there is neither: then any arrangement will do.
 */
export function sheetGrid<Image>(
  rows: GridRow<Image>[],
  columnLabels: string[],
): SheetGrid<Image> | undefined {
  const made = rows.filter(({ cells }) => cells.some((images) => images.length > 0))
  if (made.length < 2 && columnLabels.length < 2) return undefined
  const most = Math.max(0, ...made.flatMap(({ cells }) => cells.map((images) => images.length)))
  const places = (count: number) => Array.from({ length: count }, (_, place) => place)
  const lines = made.flatMap(({ label, cells }) => {
    if (columnLabels.length < 2) return [{ label, line: places(most).map((place) => cells[0]?.[place]) }]
    const high = Math.max(...cells.map((images) => images.length))
    return places(high).map((place) => ({
      label: place === 0 ? label : "",
      line: cells.map((images) => images[place]),
    }))
  })
  return {
    images: lines.flatMap(({ line }) => line),
    columns: columnLabels.length < 2 ? most : columnLabels.length,
    ...(columnLabels.length < 2 ? {} : { columnLabels }),
    ...(made.length < 2 ? {} : { rowLabels: lines.map(({ label }) => label) }),
  }
}
