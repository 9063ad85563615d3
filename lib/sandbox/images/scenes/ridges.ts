import { type Canvas, lay, mixed, ramp, type Shade } from "#lib/sandbox/images/canvas"
import type { Look } from "#lib/sandbox/images/look"
import { valueNoise } from "#lib/sandbox/images/noise"
import { sky } from "./sky.ts"

interface Ridge {
  /** Of each column, in rows from the top. */
  line: Float64Array
  top: readonly [number, number, number]
  foot: readonly [number, number, number]
  /** Rows until the colour of the foot is reached. */
  fall: number
  /** 0 far away, 1 in front. */
  nearness: number
}

const snowWhite = [240, 245, 252] as const

/** Ranges of mountains behind each other, each paler than the one before it. */
export function mountains(look: Look, canvas: Canvas): Shade {
  const behind = sky(look, canvas)
  const { palette, salt } = look
  const { width, height, octaves } = canvas
  const rough = valueNoise(salt + 2)
  const floor = look.water ? 0.66 : 1.02
  const count = 5
  const ridges: Ridge[] = Array.from({ length: count }, (_, at) => {
    const nearness = at / (count - 1)
    const base = 0.5 + (floor - 0.06 - 0.5) * nearness
    const tall = (0.26 - 0.13 * nearness) * (look.water && at === count - 1 ? 0.45 : 1)
    const line = Float64Array.from({ length: width }, (_unused, column) => {
      const u = (column / height) * (1.4 + nearness * 1.2) + at * 31.7
      // Folded noise has the sharp crests that mountains have.
      const crest = 1 - 2.1 * Math.abs(rough(u, at * 9.1, octaves + 2))
      return (base - tall * crest * 0.9) * height
    })
    const body = mixed(palette.far, palette.near, nearness ** 1.25)
    return {
      line,
      top: body,
      foot: mixed(body, palette.horizon, (0.75 - 0.6 * nearness) * (0.5 + 0.5 * look.mist)),
      fall: (0.3 - 0.1 * nearness) * height,
      nearness,
    }
  })
  return (column, row, paint) => {
    behind(column, row, paint)
    for (const { line, top, foot, fall, nearness } of ridges) {
      const depth = row - (line[column] as number)
      if (depth <= 0) continue
      const cover = Math.min(1, depth)
      lay(paint, top, cover)
      const grain = rough(
        (column / height) * 9 + nearness * 50,
        (row / height) * 14 + (depth / height) * 6,
        Math.min(4, octaves),
      )
      if (look.snow) {
        const cap = ramp(0.13, 0.02, depth / height + grain * 0.09) * (0.95 - 0.35 * nearness)
        lay(paint, snowWhite, cover * cap * (look.night ? 0.55 : 1))
      }
      lay(paint, foot, cover * ramp(0, 1, depth / fall))
      lay(paint, grain > 0 ? palette.horizon : palette.near, Math.abs(grain) * 0.13)
    }
  }
}

/** Columns over which the slope of a dune is measured. */
const slopeSpan = 4

/** Dunes: soft crests with one side in the light and one in the shade, and ripples of the wind. */
export function dunes(look: Look, canvas: Canvas): Shade {
  const behind = sky({ ...look, clouds: false }, canvas)
  const { palette, salt, light } = look
  const { width, height } = canvas
  const soft = valueNoise(salt + 3)
  const floor = look.water ? 0.7 : 1
  const count = 4
  const sand = mixed(palette.accent, palette.horizon, look.night ? 0.1 : 0.45)
  const shadow = mixed(palette.near, palette.accent, look.night ? 0.12 : 0.3)
  const crests = Array.from({ length: count }, (_, at) => {
    const nearness = at / (count - 1)
    return {
      nearness,
      line: Float64Array.from({ length: width + slopeSpan }, (_unused, column) => {
        const u = column / height
        const base = 0.55 + (floor - 0.62) * nearness
        return (
          (base + (0.09 + 0.06 * nearness) * soft(u * (1.5 - nearness * 0.4) + at * 13.3, at * 5.5, 2)) *
          height
        )
      }),
    }
  })
  const sunward = light && light.x < 0.5 ? -1 : 1
  return (column, row, paint) => {
    behind(column, row, paint)
    for (const { line, nearness } of crests) {
      const crest = line[column] as number
      const depth = row - crest
      if (depth <= 0) continue
      const cover = Math.min(1, depth)
      const next = line[column + slopeSpan] as number
      const slope = ((next - crest) / slopeSpan) * sunward
      const drift = soft((column / height) * 2.2 + nearness * 40, (row / height) * 3.1, 2)
      const lit = ramp(-0.45, 0.45, -slope + drift * 0.7 - (depth / height) * 0.9 + 0.12)
      lay(paint, mixed(shadow, sand, lit), cover)
      const ripple = Math.sin(((row - crest * 0.55) / height) * (260 - 150 * nearness) + drift * 16)
      lay(paint, ripple > 0 ? sand : shadow, cover * 0.07 * nearness * Math.abs(ripple))
      lay(paint, palette.horizon, cover * (1 - nearness) * (0.25 + 0.5 * look.mist))
    }
  }
}
