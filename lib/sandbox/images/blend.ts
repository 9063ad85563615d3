import { clamp } from "./canvas.ts"
import type { Mask } from "./init-image.ts"
import { valueNoise } from "./noise.ts"
import type { Pixels } from "./picture.ts"
import { inStretches, type Turn } from "./stretches.ts"

/** How much of the new picture a place takes: 0 at strength 0, 1 at 1, late where its `resistance` (0..1) is great. */
const shareAt = (strength: number, resistance: number): number => strength ** (0.5 * 8 ** resistance)

/**
 * Leads an init image over to a new picture of its size, into the pixels of the latter. With growing `strength` (0..1)
 * place by place gives way, those first where the two are alike already; no pixel ever turns back. At 0 the init image
 * stays byte for byte, at 1 nothing is left of it; where the mask is 0 it stays too.
 */
export async function blendOnto(
  made: Pixels,
  init: Pixels,
  { strength, mask, salt }: { strength: number; mask: Mask | undefined; salt: number },
  turn: Turn,
): Promise<void> {
  const { width, height } = made
  const noise = valueNoise(salt)
  await inStretches(height, turn, (row) => {
    let place = row * width
    for (let column = 0; column < width; column++, place++) {
      const at = place * 3
      const chance = clamp(0.5 + 0.9 * noise((column / height) * 5, (row / height) * 5, 2))
      const contrast = Math.abs(brightness(made.data, at) - brightness(init.data, at)) / 255
      const share =
        shareAt(strength, 0.65 * chance + 0.35 * contrast) * (mask ? (mask[place] as number) / 255 : 1)
      for (let channel = at; channel < at + 3; channel++) {
        const before = init.data[channel] as number
        made.data[channel] = Math.round(before + ((made.data[channel] as number) - before) * share)
      }
    }
  })
}

const brightness = (pixels: Uint8Array, at: number): number =>
  0.3 * (pixels[at] as number) + 0.59 * (pixels[at + 1] as number) + 0.11 * (pixels[at + 2] as number)
