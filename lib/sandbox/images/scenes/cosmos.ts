import { type Canvas, lay, mixed, ramp, type Shade } from "#lib/sandbox/images/canvas"
import type { Look } from "#lib/sandbox/images/look"
import { random, valueNoise } from "#lib/sandbox/images/noise"
import { star } from "./sky.ts"

/** A nebula, stars, and a planet with its ring. */
export function cosmos(look: Look, canvas: Canvas): Shade {
  const { palette, salt } = look
  const { width, height, octaves } = canvas
  const noise = valueNoise(salt + 80)
  const next = random(salt + 81)
  const centre = { x: (0.25 + 0.5 * next()) * width, y: (0.3 + 0.4 * next()) * height }
  const radius = (0.11 + 0.12 * next()) * height
  const ringed = next() < 0.6
  const lean = (next() - 0.5) * 1.1
  const sunward = next() * Math.PI * 2
  const dark = mixed(palette.zenith, [4, 4, 12], 0.65)

  const ring = (x: number, y: number, paint: Float64Array): void => {
    const along = x * Math.cos(lean) + y * Math.sin(lean)
    const across = (y * Math.cos(lean) - x * Math.sin(lean)) * 3.6
    const far = Math.hypot(along, across) / radius
    if (far < 1.35 || far > 2.15) return
    // The half behind the planet is hidden by it.
    if (across < 0 && Math.hypot(x, y) < radius) return
    const band = 0.55 + 0.45 * Math.sin(far * 34)
    lay(paint, palette.horizon, band * 0.75 * ramp(1.35, 1.45, far) * ramp(2.15, 2, far))
  }

  return (column, row, paint) => {
    const u = column / height
    const v = row / height
    const bend = noise(u * 1.4 + 4, v * 1.4, 2)
    const dust = noise(u * 1.8 + bend * 1.3, v * 1.8 - bend, octaves)
    const veil = noise(u * 2.6 - bend, v * 2.6 + 11, Math.min(4, octaves))
    paint[0] = dark[0]
    paint[1] = dark[1]
    paint[2] = dark[2]
    lay(paint, palette.middle, 0.9 * ramp(-0.4, 0.35, dust))
    lay(paint, palette.accent, 0.7 * ramp(-0.05, 0.55, dust + 0.35 * veil))
    lay(paint, palette.light, 0.6 * ramp(0.22, 0.8, dust + 0.3 * veil))
    lay(paint, dark, 0.75 * ramp(0.12, 0.6, -veil))
    if (look.stars) {
      star(u * 46, v * 46, salt, 1, paint, palette.light)
      star(u * 17 + 5, v * 17, salt + 5, 1, paint, [255, 255, 255])
    }
    const x = column - centre.x
    const y = row - centre.y
    const away = Math.hypot(x, y)
    const glow = ramp(1.7, 0.95, away / radius)
    lay(paint, palette.horizon, 0.22 * glow * glow)
    if (away < radius) {
      const bands = noise(2, (v + 0.25 * u * lean) * 9 + 0.5 * noise(u * 5, v * 5, 3), 3)
      const lit = ramp(-0.7, 0.75, (x * Math.cos(sunward) + y * Math.sin(sunward)) / radius)
      const surface = mixed(mixed(palette.accent, palette.far, ramp(-0.4, 0.4, bands)), palette.horizon, 0.25)
      const edge = Math.min(1, radius - away)
      lay(paint, mixed(mixed(surface, dark, 0.92), surface, lit), edge)
      lay(paint, palette.light, edge * 0.35 * lit * ramp(0.82, 1, away / radius))
    }
    if (ringed) ring(x, y, paint)
  }
}
