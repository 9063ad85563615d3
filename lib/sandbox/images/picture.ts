import { city } from "#lib/sandbox/images/scenes/city"
import { cosmos } from "#lib/sandbox/images/scenes/cosmos"
import { forest } from "#lib/sandbox/images/scenes/forest"
import { garden } from "#lib/sandbox/images/scenes/garden"
import { dunes, mountains } from "#lib/sandbox/images/scenes/ridges"
import { silk } from "#lib/sandbox/images/scenes/silk"
import { mirrored, sea, seaLine } from "#lib/sandbox/images/scenes/water"
import type { Canvas, Shade } from "./canvas.ts"
import { type Look, lookOf, type Subject } from "./look.ts"
import { cellValue } from "./noise.ts"
import { inStretches, type Turn } from "./stretches.ts"

/** Rows of red, green and blue bytes. */
export interface Pixels {
  width: number
  height: number
  data: Uint8Array
}

const scenes: Record<Look["scene"], (look: Look, canvas: Canvas) => Shade> = {
  mountains,
  sea,
  forest,
  city,
  dunes,
  cosmos,
  garden,
  silk,
}

/** Where a lake begins in the scenes that can have one before them, as a share of the height. */
const shores: Partial<Record<Look["scene"], number>> = {
  mountains: 0.66,
  sea: seaLine,
  forest: 0.66,
  city: 0.66,
  dunes: 0.68,
}

function shadeOf(look: Look, canvas: Canvas): Shade {
  const scene = scenes[look.scene](look, canvas)
  const shore = shores[look.scene]
  return look.water && shore !== undefined ? mirrored(scene, shore, look, canvas) : scene
}

/** Paints a subject; `steps` (1..150) refines the detail. Other work gets its turn every few milliseconds. */
export async function paint(
  subject: Subject,
  size: { width: number; height: number; steps: number },
  turn: Turn,
): Promise<Pixels> {
  const { width, height } = size
  const octaves = Math.min(6, 2 + Math.round(size.steps / 10))
  const look = lookOf(subject)
  const shade = shadeOf(look, { width, height, octaves })
  const data = new Uint8Array(width * height * 3)
  const colour = new Float64Array(3)
  await inStretches(height, turn, (row) => {
    let at = row * width * 3
    for (let column = 0; column < width; column++, at += 3) {
      shade(column, row, colour)
      // Rounded up or down by chance, so that gradients do not show steps.
      const chance = cellValue(column, row, 1)
      data[at] = (colour[0] as number) + chance
      data[at + 1] = (colour[1] as number) + chance
      data[at + 2] = (colour[2] as number) + chance
    }
  })
  return { width, height, data }
}
