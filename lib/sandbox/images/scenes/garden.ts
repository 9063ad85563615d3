import { type Canvas, lay, mixed, ramp, type Shade } from "#lib/sandbox/images/canvas"
import type { Look } from "#lib/sandbox/images/look"
import { random, valueNoise } from "#lib/sandbox/images/noise"

interface Flower {
  x: number
  y: number
  /** Share of the height. */
  size: number
  petals: number
  turn: number
  colour: readonly [number, number, number]
  /** 0 far and blurred, 1 near and sharp. */
  nearness: number
}

function plant(look: Look, canvas: Canvas): Flower[] {
  const { palette, salt } = look
  const next = random(salt + 90)
  const aspect = canvas.width / canvas.height
  const count = Math.round(15 * Math.min(2, aspect) + 6)
  const tints = [palette.accent, mixed(palette.accent, palette.light, 0.55), palette.middle, palette.horizon]
  return Array.from({ length: count }, (_, at): Flower => {
    const nearness = at / (count - 1)
    return {
      x: next() * aspect,
      y: 0.22 + 0.72 * next() ** (1.3 - 0.5 * nearness),
      size: (0.035 + 0.13 * nearness ** 1.6) * (0.75 + 0.5 * next()),
      petals: 5 + Math.floor(next() * 4),
      turn: next() * Math.PI,
      colour: tints[Math.floor(next() * tints.length)] ?? palette.accent,
      nearness,
    }
  })
}

/** Flowers in a meadow, near ones sharp and far ones blurred. */
export function garden(look: Look, canvas: Canvas): Shade {
  const { palette, salt, light } = look
  const { height, width, octaves } = canvas
  const noise = valueNoise(salt + 91)
  const flowers = plant(look, canvas)
  const leaf = mixed(palette.near, palette.far, 0.25)
  const heart = mixed(palette.light, palette.accent, 0.3)
  return (column, row, paint) => {
    const u = column / height
    const v = row / height
    const back = mixed(
      mixed(palette.middle, palette.horizon, ramp(0, 0.4, v)),
      leaf,
      ramp(0.12, 0.75, v + 0.1 * noise(u * 2, v * 2, 2)),
    )
    paint[0] = back[0]
    paint[1] = back[1]
    paint[2] = back[2]
    const blade = noise(u * 16 + v * 3 * noise(u * 2, 5, 1), v * 2.6, octaves)
    lay(paint, blade > 0 ? palette.far : palette.near, Math.abs(blade) * 0.6 * ramp(0.25, 0.8, v))
    if (light)
      lay(paint, palette.light, 0.5 * Math.exp(-4 * Math.hypot(u - (light.x * width) / height, v - 0.1)))
    for (const { x, y, size, petals, turn, colour, nearness } of flowers) {
      const acrossStem = Math.abs(u - x - 0.02 * Math.sin((v - y) * 9 + turn))
      if (v > y && acrossStem < 0.006 * (0.4 + nearness))
        lay(
          paint,
          mixed(palette.near, palette.far, 0.3 + 0.3 * nearness),
          (0.3 + 0.6 * nearness) * ramp(0.9, 0.1, (v - y) * 1.2),
        )
      const dx = u - x
      const dy = (v - y) * 1.12
      if (Math.abs(dx) > size * 1.1 || Math.abs(dy) > size * 1.1) continue
      const away = Math.hypot(dx, dy) / size
      const angle = Math.atan2(dy, dx) + turn
      const petal = Math.abs(Math.cos((angle * petals) / 2))
      const reach = 0.62 + 0.38 * petal ** 0.6
      const blur = 0.35 - 0.3 * nearness
      const cover = ramp(reach, reach - blur - 0.03, away) * (0.45 + 0.55 * nearness)
      if (cover <= 0) continue
      lay(paint, colour, cover)
      lay(paint, palette.near, cover * 0.4 * ramp(0.55, 0, petal) * ramp(0.1, 0.5, away))
      lay(paint, palette.light, cover * 0.5 * ramp(0.35, 1, away) * petal)
      lay(paint, heart, cover * ramp(0.27, 0.2, away))
      lay(paint, palette.near, cover * 0.35 * ramp(0.1, 0.22, away) * ramp(0.3, 0.22, away))
    }
  }
}
