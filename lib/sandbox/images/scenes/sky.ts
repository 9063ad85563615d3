import { type Canvas, lay, mixed, ramp, type Shade } from "#lib/sandbox/images/canvas"
import type { Look } from "#lib/sandbox/images/look"
import { cellValue, valueNoise } from "#lib/sandbox/images/noise"

/** Stars per height of the picture. */
const starCells = 60

/** The sky that all landscapes stand before: a gradient, sun or moon with its glow, clouds, stars. */
export function sky(look: Look, canvas: Canvas): Shade {
  const { palette, light, salt } = look
  const { width, height, octaves } = canvas
  const noise = valueNoise(salt + 1)
  const lightX = light ? light.x * width : 0
  const lightY = light ? light.y * height : 0
  const radius = (light?.radius ?? 0) * height
  const cloud = mixed(palette.horizon, look.night ? palette.zenith : palette.light, look.night ? 0.35 : 0.5)
  const rows = Array.from({ length: height }, (_, row) => {
    const down = Math.min(1, row / height / 0.62)
    return down < 0.5
      ? mixed(palette.zenith, palette.middle, down * 2)
      : mixed(palette.middle, palette.horizon, ramp(0, 1, down * 2 - 1))
  })
  return (column, row, paint) => {
    const base = rows[row] ?? palette.horizon
    paint[0] = base[0]
    paint[1] = base[1]
    paint[2] = base[2]
    const u = column / height
    const v = row / height
    if (look.stars) star(u * starCells, v * starCells, salt, 1 - ramp(0.25, 0.62, v), paint, palette.light)
    if (light) {
      const distance = Math.hypot(column - lightX, row - lightY) / height
      lay(paint, palette.light, (look.night ? 0.35 : 0.6) * Math.exp(-distance * (look.night ? 8 : 5)))
      const edge = ramp(radius / height + 0.004, radius / height - 0.002, distance)
      if (edge > 0) {
        const stain = look.night ? 0.1 * ramp(0, 0.5, noise(u * 40, v * 40, 2)) : 0
        lay(paint, palette.light, edge * (1 - stain))
      }
    }
    if (look.clouds && v < 0.7) {
      const cover = noise(u * 1.7 + 3, v * 6.5, octaves)
      lay(paint, cloud, 0.75 * ramp(0.05, 0.62, cover) * ramp(0.7, 0.45, v))
    }
  }
}

/** At most one star in each cell of a grid. */
export function star(
  x: number,
  y: number,
  salt: number,
  brightness: number,
  paint: Float64Array,
  colour: readonly [number, number, number],
): void {
  const cellX = Math.floor(x)
  const cellY = Math.floor(y)
  const chance = cellValue(cellX, cellY, salt)
  if (chance > 0.3) return
  const offsetX = x - cellX - 0.2 - 0.6 * cellValue(cellX, cellY, salt + 1)
  const offsetY = y - cellY - 0.2 - 0.6 * cellValue(cellX, cellY, salt + 2)
  const size = 0.04 + 0.1 * (chance / 0.3) ** 3
  const shine = 1 - ramp(size * 0.3, size * 1.6, Math.sqrt(offsetX * offsetX + offsetY * offsetY))
  if (shine > 0) lay(paint, colour, shine * brightness * (0.5 + 0.5 * (chance / 0.3)))
}
