import { type Canvas, lay, mixed, ramp, type Shade } from "#lib/sandbox/images/canvas"
import type { Look } from "#lib/sandbox/images/look"
import { valueNoise } from "#lib/sandbox/images/noise"
import { sky } from "./sky.ts"

/** A calm water in front of a scene, which mirrors it and glitters below the sun. `shoreline`: share of the height. */
export function mirrored(scene: Shade, shoreline: number, look: Look, canvas: Canvas): Shade {
  const { palette, light, salt } = look
  const { width, height, octaves } = canvas
  const waves = valueNoise(salt + 60)
  const shore = Math.round(shoreline * height)
  const deep = mixed(palette.near, palette.zenith, 0.55)
  const roughness = look.scene === "sea" ? 1 : 0.45
  const lightX = (light?.x ?? 0) * width
  return (column, row, paint) => {
    if (row < shore) return scene(column, row, paint)
    const depth = (row - shore + 0.5) / (height - shore)
    // Waves grow towards the beholder, as perspective has it.
    const away = 1 / (0.05 + depth * 0.95)
    const swell = waves((column / height - 0.7) * 3.2 * away, away * 9, Math.min(4, octaves))
    const shift = swell * roughness * (0.012 + 0.09 * depth)
    const above = shore - 1 - (row - shore) * 0.9 - shift * height
    const mirror = Math.max(0, Math.min(shore - 1, Math.round(above)))
    const aside = Math.round(column + swell * roughness * 0.02 * height)
    scene(Math.max(0, Math.min(width - 1, aside)), mirror, paint)
    lay(paint, deep, 0.22 + 0.4 * depth + 0.18 * roughness * ramp(-0.1, 0.5, swell))
    lay(paint, palette.horizon, 0.2 * ramp(0.16, 0.5, -swell) + 0.3 * ramp(0.06, 0, depth))
    if (!light) return
    const path = 1 - ramp(0, 0.035 + 0.16 * depth, Math.abs(column - lightX) / height)
    lay(paint, palette.light, 0.85 * path * ramp(0.02, 0.4, swell + 0.12) * (1 - 0.35 * depth))
  }
}

/** The open sea, a headland at its end. */
export function sea(look: Look, canvas: Canvas): Shade {
  const behind = sky(look, canvas)
  const { palette, salt } = look
  const { width, height } = canvas
  const land = valueNoise(salt + 61)
  const shore = seaLine * height
  const tops = Float64Array.from({ length: width }, (_, column) => {
    const u = column / height
    return shore - Math.max(0, land(u * 1.1, 3, 1) * 0.16 - 0.02 + 0.03 * land(u * 9, 4, 4)) * height
  })
  const headland = mixed(palette.far, palette.horizon, 0.2 + 0.3 * look.mist)
  return (column, row, paint) => {
    behind(column, row, paint)
    const depth = row - (tops[column] as number)
    if (depth > 0) lay(paint, headland, Math.min(1, depth) * 0.9)
  }
}

/** Where the sea meets the sky, as a share of the height. */
export const seaLine = 0.56
