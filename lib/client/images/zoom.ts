import type { Size } from "#lib/domain/image-parameters"

/**
 * What is seen of a picture, whatever its size and that of its frame: so one view holds for many pictures at once.
 * `scale` 1: the picture just fits into its frame. `x`, `y`: which point of the picture is in the frame's middle, from
 * 0 (left, top) to 1.
 */
export interface View {
  scale: number
  x: number
  y: number
}

/** A place in a frame, in px from its top left corner. */
export interface Point {
  x: number
  y: number
}

export const fit: View = { scale: 1, x: 0.5, y: 0.5 }

/** One press of plus, or of the plus key. */
export const zoomStep = 1.25

/** How far one press of an arrow key moves, as a share of the frame. */
const panStep = 0.15

/** One pixel of a picture is shown at most so large, in px. */
const largestPixel = 32

/** The size at which a picture just fits into a frame; small ones are enlarged, so that all can be compared. */
export function fittedSize(picture: Size, frame: Size): Size {
  const factor = Math.min(frame.width / picture.width, frame.height / picture.height)
  return { width: picture.width * factor, height: picture.height * factor }
}

/** The scale at which one pixel of the picture is one px of the page. */
export function actualScale(picture: Size, frame: Size): number {
  const { width } = fittedSize(picture, frame)
  return width > 0 ? picture.width / width : 1
}

/** How large the picture is shown, in percent of its own size. */
export function percentOf(view: View, picture: Size, frame: Size): number {
  return (100 * view.scale) / actualScale(picture, frame)
}

/** Where the picture lies in its frame, in px; what is beyond the frame is cut off. */
export function placeOf(view: View, picture: Size, frame: Size): Size & { left: number; top: number } {
  const { scale, x, y } = clamped(view, picture, frame)
  const fitted = fittedSize(picture, frame)
  const width = fitted.width * scale
  const height = fitted.height * scale
  return { left: frame.width / 2 - x * width, top: frame.height / 2 - y * height, width, height }
}

/** Enlarges (factor over 1) or shrinks; what is under the point stays there as far as the edges allow it. */
export function zoomedAt(view: View, factor: number, at: Point, picture: Size, frame: Size): View {
  const before = placeOf(view, picture, frame)
  if (before.width === 0 || before.height === 0) return view
  const { scale } = clamped({ ...view, scale: view.scale * factor }, picture, frame)
  const fitted = fittedSize(picture, frame)
  const under = { x: (at.x - before.left) / before.width, y: (at.y - before.top) / before.height }
  return clamped(
    {
      scale,
      x: under.x + (frame.width / 2 - at.x) / (fitted.width * scale),
      y: under.y + (frame.height / 2 - at.y) / (fitted.height * scale),
    },
    picture,
    frame,
  )
}

/** Moves the picture by so many px, as far as its edges allow it. */
export function panned(view: View, by: Point, picture: Size, frame: Size): View {
  const { width, height } = placeOf(view, picture, frame)
  if (width === 0 || height === 0) return view
  const from = clamped(view, picture, frame)
  return clamped({ ...from, x: from.x - by.x / width, y: from.y - by.y / height }, picture, frame)
}

/** The view at a scale, around the frame's middle. */
export function scaledTo(view: View, scale: number, picture: Size, frame: Size): View {
  const middle = { x: frame.width / 2, y: frame.height / 2 }
  return zoomedAt(view, scale / view.scale, middle, picture, frame)
}

/** True when the picture goes beyond its frame: then there is something to move to. */
export function isBeyond(view: View): boolean {
  return view.scale > 1.001
}

/**
 * What a key does to a view: plus, minus, 0 (fit), 1 (100 %), and arrows while there is something to move to.
 * Undefined for any other key.
 */
export function viewAfterKey(key: string, view: View, picture: Size, frame: Size): View | undefined {
  const move = { ArrowLeft: [1, 0], ArrowRight: [-1, 0], ArrowUp: [0, 1], ArrowDown: [0, -1] }[key]
  if (move) {
    if (!isBeyond(view)) return undefined
    const [x = 0, y = 0] = move
    return panned(view, { x: x * panStep * frame.width, y: y * panStep * frame.height }, picture, frame)
  }
  switch (key) {
    case "+":
    case "=":
      return scaledTo(view, view.scale * zoomStep, picture, frame)
    case "-":
    case "_":
      return scaledTo(view, view.scale / zoomStep, picture, frame)
    case "0":
      return fit
    case "1":
      return scaledTo(view, actualScale(picture, frame), picture, frame)
    default:
      return undefined
  }
}

/** By how much a turn of the wheel enlarges; `pixels` as `deltaY` says it, negative away from oneself. */
export function wheelFactor(pixels: number, isPinch: boolean): number {
  return Math.exp(-Math.max(-100, Math.min(100, pixels)) * (isPinch ? 0.01 : 0.003))
}

/** No smaller than fit (or than 100 % where that is smaller), and no gap beside a picture that could fill it. */
function clamped(view: View, picture: Size, frame: Size): View {
  const actual = actualScale(picture, frame)
  const scale = Math.min(Math.max(view.scale, Math.min(1, actual)), Math.max(1, actual * largestPixel))
  const fitted = fittedSize(picture, frame)
  const within = (at: number, shown: number, room: number) => {
    if (shown <= room || shown === 0) return 0.5
    const half = room / shown / 2
    return Math.min(Math.max(at, half), 1 - half)
  }
  return {
    scale,
    x: within(view.x, fitted.width * scale, frame.width),
    y: within(view.y, fitted.height * scale, frame.height),
  }
}
