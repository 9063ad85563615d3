/** What two pictures differ in, pixel by pixel. */
export interface Difference {
  /** The heat map, RGBA. */
  heat: Uint8ClampedArray<ArrayBuffer>
  /** How many of the pixels differ so much that one may see it, from 0 to 1. */
  changed: number
  /** The largest difference of a channel, 0 to 255; 0: the pictures are the same. */
  largest: number
}

/** A channel that differs by no more than this is not seen as another colour. */
export const noticeable = 8

/** The colours of the map: from what is the same to what could not differ more. Even steps of lightness. */
export const ramp: readonly (readonly [number, number, number])[] = [
  [13, 8, 24],
  [73, 16, 99],
  [156, 37, 95],
  [224, 83, 52],
  [251, 166, 36],
  [252, 250, 190],
]

const mapped = mapOf(ramp)

/**
 * The difference of two pictures of the same size, RGBA: of each pixel the channel that differs most. What is
 * transparent counts as the white that it is shown on.
 */
export function differenceOf(a: Uint8ClampedArray, b: Uint8ClampedArray): Difference {
  const heat = new Uint8ClampedArray(a.length)
  let changed = 0
  let largest = 0
  for (let at = 0; at < a.length; at += 4) {
    const delta = Math.max(
      Math.abs(shown(a, at, 0) - shown(b, at, 0)),
      Math.abs(shown(a, at, 1) - shown(b, at, 1)),
      Math.abs(shown(a, at, 2) - shown(b, at, 2)),
    )
    if (delta > noticeable) changed += 1
    if (delta > largest) largest = delta
    const color = 3 * delta
    heat[at] = mapped[color] ?? 0
    heat[at + 1] = mapped[color + 1] ?? 0
    heat[at + 2] = mapped[color + 2] ?? 0
    heat[at + 3] = 255
  }
  return { heat, changed: a.length === 0 ? 0 : changed / (a.length / 4), largest }
}

function shown(pixels: Uint8ClampedArray, at: number, channel: number): number {
  const alpha = pixels[at + 3] ?? 255
  const value = pixels[at + channel] ?? 0
  return alpha === 255 ? value : Math.round((value * alpha + 255 * (255 - alpha)) / 255)
}

/** A colour for each difference from 0 to 255; small ones are lifted, or one would not see them. */
function mapOf(colors: typeof ramp): Uint8ClampedArray {
  const table = new Uint8ClampedArray(256 * 3)
  for (let delta = 0; delta < 256; delta++) {
    const place = Math.sqrt(delta / 255) * (colors.length - 1)
    const step = Math.min(Math.floor(place), colors.length - 2)
    for (const channel of [0, 1, 2] as const) {
      const from = colors[step]?.[channel] ?? 0
      const to = colors[step + 1]?.[channel] ?? 0
      table[3 * delta + channel] = from + (to - from) * (place - step)
    }
  }
  return table
}
