import { type Canvas, lay, mixed, ramp, type Shade } from "#lib/sandbox/images/canvas"
import type { Look } from "#lib/sandbox/images/look"
import { cellValue, valueNoise } from "#lib/sandbox/images/noise"
import { sky } from "./sky.ts"

/** How high the tops of a row of conifers reach, in rows from the top, for each column. */
function treetops(canvas: Canvas, salt: number, nearness: number, ground: number): Float64Array {
  const { width, height, octaves } = canvas
  const spacing = 0.028 + 0.055 * nearness ** 1.5
  const hills = valueNoise(salt + 40 + nearness * 9)
  return Float64Array.from({ length: width }, (_, column) => {
    const u = column / height
    const place = u / spacing
    const soil = ground + 0.05 * hills(u * 1.3, nearness * 7, 2)
    let top = soil
    for (let tree = Math.floor(place) - 2; tree <= Math.floor(place) + 2; tree++) {
      const middle = tree + 0.2 + 0.6 * cellValue(tree, 1, salt + nearness * 64)
      const tall = (0.3 + 0.9 * cellValue(tree, 2, salt + nearness * 64)) * (0.11 + 0.24 * nearness)
      const reach = (0.55 + 0.35 * cellValue(tree, 3, salt)) * (0.7 + 0.5 * tall)
      const away = Math.abs(place - middle) / reach
      if (away >= 1) continue
      // Branches hang in tiers: the slope of a conifer is a saw.
      const tiers = 6 + Math.min(4, octaves)
      const tier = (away * tiers) % 1
      const slope = 1 - (away - (tier * 0.55) / tiers) ** 0.85
      top = Math.min(top, soil - tall * slope)
    }
    return top * height
  })
}

/** Rows of conifers that fade into the mist. */
export function forest(look: Look, canvas: Canvas): Shade {
  const behind = sky(look, canvas)
  const { palette, salt } = look
  const { height } = canvas
  const floor = look.water ? 0.68 : 1
  const drift = valueNoise(salt + 50)
  const count = 5
  const rows = Array.from({ length: count }, (_, at) => {
    const nearness = at / (count - 1)
    const ground = 0.58 + (floor - 0.52) * nearness
    return {
      nearness,
      ground,
      tops: treetops(canvas, salt, nearness * (look.water ? 0.6 : 1), ground),
      colour: mixed(mixed(palette.far, palette.horizon, 0.35), palette.near, nearness ** 0.9),
    }
  })
  return (column, row, paint) => {
    behind(column, row, paint)
    const wisps = 0.5 + 0.5 * drift((column / height) * 2.2, (row / height) * 7, 3)
    for (const { nearness, ground, tops, colour } of rows) {
      const depth = row - (tops[column] as number)
      if (depth <= 0) continue
      lay(paint, colour, Math.min(1, depth))
      if (look.snow)
        lay(
          paint,
          [238, 244, 250],
          (0.2 + 0.5 * nearness) * ramp(0.05 * height, 0, depth) * (look.night ? 0.6 : 1),
        )
      const fog = ramp(-0.16, 0.1, row / height - ground) * (0.95 - 0.6 * nearness) * (0.45 + 0.8 * look.mist)
      lay(paint, palette.horizon, Math.min(1, fog * (0.6 + 0.8 * wisps)))
    }
  }
}
