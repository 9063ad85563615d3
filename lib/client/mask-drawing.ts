import type { Size } from "#lib/domain/image-parameters"
import type { MaskStep, Stroke } from "./mask-strokes.ts"

type Pencil = CanvasRenderingContext2D

/** While it is painted, a mask is white where the image is made anew, and clear where it stays. */
const painted = "white"

/** A canvas of a mask's size, with its pencil. Throws where the browser has no memory left for it. */
export function newMaskCanvas({ width, height }: Size): Pencil {
  const pencil = Object.assign(document.createElement("canvas"), { width, height }).getContext("2d")
  if (!pencil) throw new Error("No canvas of this size can be drawn on.")
  return pencil
}

/** Draws a mask anew: what it was before, unless that is covered, and the steps on top of it. */
export function drawMask(pencil: Pencil, before: CanvasImageSource | undefined, steps: MaskStep[]): void {
  wipe(pencil)
  const { width, height } = pencil.canvas
  if (before) pencil.drawImage(before, 0, 0, width, height)
  for (const step of steps) drawStep(pencil, step)
}

function drawStep(pencil: Pencil, step: MaskStep): void {
  if (step.kind === "stroke") drawStroke(pencil, step)
  else if (step.kind === "clear") wipe(pencil)
  else cover(pencil, step.kind === "fill" ? "source-over" : "source-out")
}

/** Draws a stroke, or what of it comes from the point at `from` on. */
export function drawStroke(pencil: Pencil, { points, size, erase }: Stroke, from = 0): void {
  const [start, ...rest] = points.slice(from)
  if (!start) return
  pencil.globalCompositeOperation = erase ? "destination-out" : "source-over"
  pencil.strokeStyle = painted
  pencil.lineWidth = size
  pencil.lineCap = "round"
  pencil.lineJoin = "round"
  pencil.beginPath()
  pencil.moveTo(start.x, start.y)
  // A line of no length at all is not drawn everywhere; this one is a dot.
  for (const { x, y } of rest.length === 0 ? [{ ...start, x: start.x + 0.01 }] : rest) pencil.lineTo(x, y)
  pencil.stroke()
  pencil.globalCompositeOperation = "source-over"
}

function wipe(pencil: Pencil): void {
  pencil.clearRect(0, 0, pencil.canvas.width, pencil.canvas.height)
}

function cover(pencil: Pencil, how: GlobalCompositeOperation): void {
  pencil.globalCompositeOperation = how
  pencil.fillStyle = painted
  pencil.fillRect(0, 0, pencil.canvas.width, pencil.canvas.height)
  pencil.globalCompositeOperation = "source-over"
}

/**
 * Shows a mask on top of its image: amber with stripes, so that it is told apart from the picture by more than its
 * colour. `scale`: pixels of the mask to one on the screen.
 */
export function showHatched(view: Pencil, mask: CanvasImageSource, scale: number): void {
  wipe(view)
  view.drawImage(mask, 0, 0)
  view.globalCompositeOperation = "source-in"
  view.fillStyle = hatch(view, scale)
  view.fillRect(0, 0, view.canvas.width, view.canvas.height)
  view.globalCompositeOperation = "source-over"
}

function hatch(view: Pencil, scale: number): CanvasPattern | string {
  const side = 12
  const tile = newMaskCanvas({ width: side, height: side })
  tile.fillStyle = "rgb(255 170 40 / 0.5)"
  tile.fillRect(0, 0, side, side)
  tile.strokeStyle = "rgb(60 30 0 / 0.75)"
  tile.lineWidth = 1.5
  // Once more beyond two corners, so that the stripes meet.
  for (const shift of [-side, 0, side]) {
    tile.moveTo(shift - 1, side + 1)
    tile.lineTo(shift + side + 1, -1)
  }
  tile.stroke()
  const pattern = view.createPattern(tile.canvas, "repeat")
  pattern?.setTransform(new DOMMatrix().scale(scale))
  return pattern ?? "rgb(255 170 40 / 0.6)"
}

/** Shows a mask as it is sent: white on black. */
export function showPlain(view: Pencil, mask: CanvasImageSource): void {
  view.globalCompositeOperation = "source-over"
  view.fillStyle = "black"
  view.fillRect(0, 0, view.canvas.width, view.canvas.height)
  view.drawImage(mask, 0, 0)
}

/** True when nothing is painted. */
export function isBlankMask(pencil: Pencil): boolean {
  const { data } = pencil.getImageData(0, 0, pencil.canvas.width, pencil.canvas.height)
  return !data.some((value, index) => index % 4 === 3 && value > 127)
}

/** A mask as a PNG file, white on black. Throws when the browser cannot write it. */
export async function maskFile(pencil: Pencil): Promise<Blob> {
  const sheet = newMaskCanvas(pencil.canvas)
  showPlain(sheet, pencil.canvas)
  return new Promise((resolve, reject) => {
    sheet.canvas.toBlob((blob) => (blob ? resolve(blob) : reject(new Error("The mask has become no PNG."))))
  })
}

/** A kept mask, white on black, as it is painted: white on clear. */
export async function paintedMask(address: string, size: Size): Promise<HTMLCanvasElement> {
  const picture = new Image()
  picture.src = address
  await picture.decode()
  const sheet = newMaskCanvas(size)
  sheet.drawImage(picture, 0, 0, size.width, size.height)
  const pixels = sheet.getImageData(0, 0, size.width, size.height)
  for (let at = 0; at < pixels.data.length; at += 4)
    pixels.data.set([255, 255, 255, pixels.data[at] ?? 0], at)
  sheet.putImageData(pixels, 0, 0)
  return sheet.canvas
}
