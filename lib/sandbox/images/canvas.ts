/** What is painted on. Sides in pixels; `octaves`: how fine the detail gets. */
export interface Canvas {
  width: number
  height: number
  octaves: number
}

/** A colour being mixed: red, green, blue, 0..255. */
export type Paint = Float64Array

/** Mixes the colour of one pixel. */
export type Shade = (column: number, row: number, paint: Paint) => void

/** Lays a colour over what is there; `share` 0..1 says how thickly. */
export function lay(paint: Paint, colour: readonly [number, number, number], share: number): void {
  const red = paint[0] as number
  const green = paint[1] as number
  const blue = paint[2] as number
  paint[0] = red + (colour[0] - red) * share
  paint[1] = green + (colour[1] - green) * share
  paint[2] = blue + (colour[2] - blue) * share
}

export const clamp = (value: number): number => (value < 0 ? 0 : value > 1 ? 1 : value)

/** 0 below `from`, 1 above `to`, smooth in between. */
export function ramp(from: number, to: number, value: number): number {
  const share = clamp((value - from) / (to - from))
  return share * share * (3 - 2 * share)
}

export function mixed(
  one: readonly [number, number, number],
  other: readonly [number, number, number],
  share: number,
): [number, number, number] {
  return [
    one[0] + (other[0] - one[0]) * share,
    one[1] + (other[1] - one[1]) * share,
    one[2] + (other[2] - one[2]) * share,
  ]
}
