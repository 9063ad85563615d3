import type { Size } from "#lib/domain/image-parameters"

/** A picture of a contact sheet, with its settings below it. Sides in px. */
export interface SheetCell extends Size {
  /** Where the picture comes from. */
  address: string
  /** What it is told apart by: a column's letter or name. */
  label: string
  facts: string[]
  /** For those who do not see it. */
  alt: string
}

/** Pictures in rows of so many columns, with what stands around them. */
export interface ContactSheet {
  title: string
  columns: number
  /** Row by row. Undefined: no picture in this place. */
  cells: (SheetCell | undefined)[]
  /** Above the columns, and before the rows. */
  columnLabels?: string[]
  rowLabels?: string[]
  /** Below all: when and by what it was made. */
  note: string
}

/** The rows of a sheet, each with its label and as many places as there are columns. */
export function sheetRows({ cells, columns, rowLabels }: ContactSheet) {
  const count = Math.max(1, columns)
  return Array.from({ length: Math.ceil(cells.length / count) }, (_, row) => ({
    label: rowLabels?.[row],
    cells: Array.from({ length: count }, (_, column) => cells[row * count + column]),
  }))
}

/** How many columns a sheet of so many pictures has when nobody says: a little wider than high. */
export function sheetColumns(pictures: number): number {
  return Math.max(1, Math.min(8, Math.ceil(Math.sqrt(pictures * 1.3))))
}
