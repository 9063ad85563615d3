import { type Canvas, lay, mixed, ramp, type Shade } from "#lib/sandbox/images/canvas"
import type { Look } from "#lib/sandbox/images/look"
import { cellValue } from "#lib/sandbox/images/noise"
import { sky } from "./sky.ts"

interface Street {
  /** Roofs, in rows from the top; and the house that each column belongs to. */
  roofs: Float64Array
  houses: Int32Array
  colour: readonly [number, number, number]
  nearness: number
}

/** Windows to the height of the picture. */
const storeys = 62

/** Rows of houses before each other, with lit windows. */
export function city(look: Look, canvas: Canvas): Shade {
  const behind = sky(look, canvas)
  const { palette, salt } = look
  const { width, height } = canvas
  const floor = look.water ? 0.68 : 1
  const streets = [0, 0.5, 1].map((nearness): Street => {
    const breadth = 0.05 + 0.035 * nearness
    const roofs = new Float64Array(width)
    const houses = new Int32Array(width)
    for (let column = 0; column < width; column++) {
      const place = column / height / breadth + nearness * 7.7
      const house = Math.floor(place)
      const inside = place - house
      const tall = cellValue(house, Math.round(nearness * 2), salt)
      const rise = (0.1 + 0.34 * tall ** 1.7) * (1 - 0.3 * nearness)
      const kind = cellValue(house, 5, salt)
      const across = Math.abs(inside - 0.5)
      const stepped = kind > 0.6 && across > 0.3 ? 0.035 : 0
      const spire = kind < 0.2 && across < 0.05 ? -0.05 : 0
      const gap = inside < 0.05 ? 0.05 : 0
      roofs[column] = (floor - 0.06 - (rise - stepped - spire - gap) * (floor / 0.8)) * height
      houses[column] = house
    }
    const body = mixed(palette.far, palette.near, 0.25 + 0.7 * nearness)
    return { roofs, houses, colour: body, nearness }
  })
  const lamps = mixed(palette.accent, palette.light, 0.35)
  const lit = look.night ? 0.5 : 0.12
  return (column, row, paint) => {
    behind(column, row, paint)
    for (const { roofs, houses, colour, nearness } of streets) {
      const depth = row - (roofs[column] as number)
      if (depth <= 0) continue
      lay(paint, colour, Math.min(1, depth))
      const side = cellValue(houses[column] as number, 9, salt)
      lay(paint, palette.horizon, 0.1 * side * (look.night ? 0.5 : 1))
      const grid = storeys * (1.25 - 0.45 * nearness)
      const x = (column / height) * grid * 1.25 + side
      const y = (row / height) * grid
      const window = cellValue(Math.floor(x), Math.floor(y), salt + nearness * 8)
      const framed = x - Math.floor(x) > 0.35 && y - Math.floor(y) > 0.4
      if (framed && depth > height * 0.012) {
        if (window < lit * (0.35 + 0.65 * side))
          lay(paint, lamps, (0.55 + 0.45 * (window / lit)) * (0.35 + 0.6 * nearness))
        else lay(paint, look.night ? palette.zenith : palette.horizon, 0.18)
      }
      const haze = ramp(0, 0.45 * height, depth) * (0.55 - 0.45 * nearness + 0.35 * look.mist)
      lay(paint, palette.horizon, haze * 0.75)
    }
  }
}
