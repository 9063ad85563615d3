import { type Canvas, clamp, lay, mixed, ramp, type Shade } from "#lib/sandbox/images/canvas"
import type { Look } from "#lib/sandbox/images/look"
import { valueNoise } from "#lib/sandbox/images/noise"

/** Colours between which the folds run; the palette in an order that alternates dark and light. */
function strands({ palette }: Look): readonly (readonly [number, number, number])[] {
  const { zenith, middle, horizon, far, near, accent, light } = palette
  const stops = [near, zenith, middle, accent, horizon, light, far, zenith, near]
  return Array.from({ length: 256 }, (_, at) => {
    const place = (at / 255) * (stops.length - 1)
    const stop = Math.min(stops.length - 2, Math.floor(place))
    return mixed(stops[stop] ?? near, stops[stop + 1] ?? near, place - stop)
  })
}

/** Nothing but colour: folds of cloth or ink in water, noise that is bent by noise. */
export function silk(look: Look, canvas: Canvas): Shade {
  const { palette, salt } = look
  const { height, octaves } = canvas
  const noise = valueNoise(salt + 70)
  const colours = strands(look)
  const tilt = ((salt % 100) / 100 - 0.5) * 2.4
  const cos = Math.cos(tilt)
  const sin = Math.sin(tilt)
  return (column, row, paint) => {
    const u = column / height
    const v = row / height
    const x = (u * cos - v * sin) * 1.1
    const y = (u * sin + v * cos) * 1.9
    const bendX = noise(x + 1.7, y + 9.2, 2)
    const bendY = noise(x + 8.3, y + 2.8, 2)
    const fold = noise(x + 1.9 * bendX, y + 1.9 * bendY, Math.min(octaves, 4))
    const wave = Math.sin((fold * 3.1 + bendX * 1.3) * Math.PI)
    const base = colours[Math.round(clamp(0.5 + 0.5 * fold + 0.28 * bendY) * 255)] ?? palette.near
    paint[0] = base[0]
    paint[1] = base[1]
    paint[2] = base[2]
    lay(paint, palette.near, 0.42 * ramp(0.1, -0.9, wave))
    lay(paint, palette.light, 0.5 * ramp(0.8, 1, wave) * ramp(-0.3, 0.5, bendX))
  }
}
