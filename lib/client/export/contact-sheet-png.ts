import type { ContactSheet } from "./contact-sheet.ts"
import { type CanvasLimit, type SheetLayout, sheetLayout } from "./contact-sheet-layout.ts"

/** What browsers draw on desktops; phones draw less, which shows when they are tried. */
const limit: CanvasLimit = { side: 16_000, area: 64_000_000 }

export interface SheetOptions {
  /** Called after each picture. */
  onProgress?: (done: number) => void
  signal?: AbortSignal
}

export interface SheetPicture {
  blob: Blob
  /** How large the pictures are in it, 1: as they are; less when no larger sheet could be drawn. */
  scale: number
}

/**
 * A contact sheet as a picture, in the page's own colours and faces. Throws when a picture cannot be loaded, when the
 * browser draws nothing, and the signal's reason.
 */
export async function contactSheetPng(
  sheet: ContactSheet,
  options: SheetOptions = {},
): Promise<SheetPicture> {
  const look = pageLook()
  await loadFaces(sheet, look.family)
  const ruler = contextOf(document.createElement("canvas"))
  const measure = (text: string, size: number, weight: number) => {
    ruler.font = fontOf(weight, size, look.family)
    return ruler.measureText(text).width
  }
  const { canvas, context, layout } = drawableCanvas((wanted) => sheetLayout(sheet, measure, limit, wanted))
  context.fillStyle = look.background
  context.fillRect(0, 0, layout.width, layout.height)
  drawTexts(context, layout, look)
  await drawPictures(context, layout, options)
  const { promise, resolve, reject } = Promise.withResolvers<Blob>()
  canvas.toBlob(
    (blob) => (blob ? resolve(blob) : reject(new Error("The browser drew nothing."))),
    "image/png",
  )
  return { blob: await promise, scale: layout.scale }
}

/** A canvas that really holds what is drawn on it: one that is too large stays empty, without an error. */
function drawableCanvas(layoutOf: (wanted: number) => SheetLayout) {
  for (let wanted = 1; wanted > 0.05; wanted /= 1.5) {
    const layout = layoutOf(wanted)
    const canvas = document.createElement("canvas")
    canvas.width = layout.width
    canvas.height = layout.height
    const context = canvas.getContext("2d")
    context?.fillRect(layout.width - 1, layout.height - 1, 1, 1)
    const [, , , alpha] = context?.getImageData(layout.width - 1, layout.height - 1, 1, 1).data ?? []
    if (context && alpha === 255) return { canvas, context, layout }
    wanted = Math.min(wanted, layout.scale)
    canvas.width = 0
  }
  throw new Error("The browser draws no canvas of this size.")
}

interface Look {
  family: string
  ink: string
  background: string
  hairline: string
}

function pageLook(): Look {
  const { fontFamily, color } = getComputedStyle(document.body)
  const { backgroundColor } = getComputedStyle(document.documentElement)
  const { borderTopColor } = getComputedStyle(document.body)
  return { family: fontFamily, ink: color, background: backgroundColor, hairline: borderTopColor }
}

const fontOf = (weight: number, size: number, family: string) => `${weight} ${size}px ${family}`

/** Only the slices of the faces that the sheet's texts need. */
async function loadFaces(sheet: ContactSheet, family: string): Promise<void> {
  const own = sheet.cells.flatMap((cell) => (cell ? [cell.label, ...cell.facts] : []))
  const all = [sheet.title, sheet.note, ...(sheet.columnLabels ?? []), ...(sheet.rowLabels ?? []), ...own]
  const text = [...new Set(all.join(""))].join("")
  // A face that does not come leaves the next one of the family: the sheet is made all the same.
  await Promise.allSettled([400, 600].map((weight) => document.fonts.load(fontOf(weight, 16, family), text)))
}

function drawTexts(context: CanvasRenderingContext2D, { texts }: SheetLayout, look: Look): void {
  context.fillStyle = look.ink
  context.textBaseline = "top"
  for (const { text, x, y, size, weight } of texts) {
    context.font = fontOf(weight, size, look.family)
    context.fillText(text, x, y)
  }
}

/** One after the other: dozens of large pictures decoded at once are more memory than some machines have. */
async function drawPictures(
  context: CanvasRenderingContext2D,
  { pictures, gaps }: SheetLayout,
  { onProgress, signal }: SheetOptions,
): Promise<void> {
  context.strokeStyle = pageLook().hairline
  for (const { x, y, width, height } of gaps) context.strokeRect(x + 0.5, y + 0.5, width - 1, height - 1)
  context.imageSmoothingQuality = "high"
  for (const [index, { cell, x, y, width, height }] of pictures.entries()) {
    const response = await fetch(cell.address, { signal })
    if (!response.ok) throw new Error(`A picture could not be loaded (${response.status}).`)
    const bitmap = await createImageBitmap(await response.blob())
    context.drawImage(bitmap, x, y, width, height)
    bitmap.close()
    onProgress?.(index + 1)
  }
}

function contextOf(canvas: HTMLCanvasElement): CanvasRenderingContext2D {
  const context = canvas.getContext("2d")
  if (!context) throw new Error("The browser gives no canvas.")
  return context
}
