import type { Size } from "#lib/domain/image-parameters"
import { type ContactSheet, type SheetCell, sheetRows } from "./contact-sheet.ts"
import { wrappedText } from "./wrapped-text.ts"

/** What a browser draws at most: px on a side, and px in all. */
export interface CanvasLimit {
  side: number
  area: number
}

/** Sizes in px. Texts hang from their top left corner. */
export interface SheetLayout extends Size {
  /** How large the pictures are, 1: as they are. Less where the sheet would be too large to draw. */
  scale: number
  pictures: { cell: SheetCell; x: number; y: number; width: number; height: number }[]
  /** Places without a picture. */
  gaps: { x: number; y: number; width: number; height: number }[]
  texts: { text: string; x: number; y: number; size: number; weight: 400 | 600 }[]
}

/** How wide a text is, px; `size` is the font's, px. */
export type TextMeasure = (text: string, size: number, weight: 400 | 600) => number

const lineHeight = 1.4
const mostFactLines = 4

/** Where everything of a contact sheet stands, as large as it can be drawn; at most as large as `wanted`. */
export function sheetLayout(
  sheet: ContactSheet,
  measure: TextMeasure,
  limit: CanvasLimit,
  wanted = 1,
): SheetLayout {
  let layout = layoutAt(sheet, measure, wanted)
  // Texts do not shrink as pictures do: a few tries come near enough.
  for (let tries = 0; tries < 12 && !isDrawable(layout, limit); tries++) {
    const { width, height, scale } = layout
    const factor = Math.min(
      limit.side / Math.max(width, height),
      Math.sqrt(limit.area / (width * height)),
      0.97,
    )
    layout = layoutAt(sheet, measure, scale * factor)
  }
  return layout
}

function isDrawable({ width, height }: Size, limit: CanvasLimit): boolean {
  return Math.max(width, height) <= limit.side && width * height <= limit.area
}

function layoutAt(sheet: ContactSheet, measure: TextMeasure, scale: number): SheetLayout {
  const rows = sheetRows(sheet)
  const columns = Math.max(1, sheet.columns)
  const shown = (cell: SheetCell | undefined) => ({
    width: Math.max(1, Math.round((cell?.width ?? 0) * scale)),
    height: Math.max(1, Math.round((cell?.height ?? 0) * scale)),
  })
  const column = Math.max(80, ...sheet.cells.map((cell) => shown(cell).width))
  // So large that it can be read when the whole sheet is seen on a screen.
  const size = Math.max(12, Math.round(column / 30))
  const gap = size
  const margin = size * 2
  const line = size * lineHeight
  const texts: SheetLayout["texts"] = []
  const pictures: SheetLayout["pictures"] = []
  const gaps: SheetLayout["gaps"] = []

  const write = (text: string, at: { x: number; y: number }, within: number, as: Lettering): number => {
    const height = as.size * lineHeight
    const fits = (part: string) => measure(part, as.size, as.weight) <= within
    const lines = wrappedText(text, fits, as.most)
    lines.forEach((part, index) => {
      texts.push({ text: part, x: at.x, y: at.y + index * height, size: as.size, weight: as.weight })
    })
    return lines.length * height
  }

  const hasRowLabels = rows.some(({ label }) => label !== undefined)
  const labelWidth = hasRowLabels ? Math.min(column / 2, size * 12) : 0
  const left = margin + (hasRowLabels ? labelWidth + gap : 0)
  const width = Math.ceil(left + columns * column + (columns - 1) * gap + margin)
  const xOf = (index: number) => left + index * (column + gap)

  let y = margin
  y += write(sheet.title, { x: margin, y }, width - 2 * margin, { size: size * 1.5, weight: 600, most: 3 })
  y += gap
  const heads = (sheet.columnLabels ?? [])
    .slice(0, columns)
    .map((label, index) => write(label, { x: xOf(index), y }, column, { size, weight: 600, most: 2 }))
  if (heads.length > 0) y += Math.max(...heads) + gap / 2
  for (const { label, cells } of rows) {
    const high = Math.max(1, ...cells.map((cell) => (cell ? shown(cell).height : 1)))
    if (label !== undefined)
      write(label, { x: margin, y }, labelWidth, {
        size,
        weight: 600,
        most: Math.max(1, Math.floor(high / line)),
      })
    const below = cells.map((cell, index) => {
      const x = xOf(index)
      if (!cell) {
        gaps.push({ x, y, width: column, height: high })
        return 0
      }
      pictures.push({ cell, x, y, ...shown(cell) })
      const at = { x, y: y + high + size / 3 }
      const head = write(cell.label, at, column, { size, weight: 600, most: 2 })
      const facts = { x, y: at.y + head }
      return head + write(cell.facts.join(" · "), facts, column, { size, weight: 400, most: mostFactLines })
    })
    y += high + size / 3 + Math.max(...below) + gap
  }
  y += write(sheet.note, { x: margin, y }, width - 2 * margin, { size: size * 0.85, weight: 400, most: 2 })
  return { width, height: Math.ceil(y + margin), scale, pictures, gaps, texts }
}

interface Lettering {
  size: number
  weight: 400 | 600
  /** Lines. */
  most: number
}
