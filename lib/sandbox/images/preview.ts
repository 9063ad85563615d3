import { blendOnto } from "./blend.ts"
import type { Mask } from "./init-image.ts"
import type { Subject } from "./look.ts"
import { cellValue } from "./noise.ts"
import { type Pixels, paint } from "./picture.ts"
import { enlarged } from "./png.ts"
import { inStretches, type Turn } from "./stretches.ts"

/** What an image is made from. Sides in pixels; `strength` 0..1 counts where there is an init image. */
export interface Motif extends Subject {
  width: number
  height: number
  steps: number
  init: { pixels: Pixels; mask: Mask | undefined; strength: number } | undefined
}

const blendSalt = 12_345

/** The finished picture. The same motif gives the same pixels. */
export async function finished(motif: Motif, turn: Turn): Promise<Pixels> {
  const { init } = motif
  const pixels = await paint(motif, motif, turn)
  if (!init) return pixels
  const { strength, mask } = init
  await blendOnto(pixels, init.pixels, { strength, mask, salt: blendSalt }, turn)
  return pixels
}

/** Pixels of a side that make one block after a share of the steps. */
function blockAfter(share: number): number {
  if (share < 0.25) return 16
  if (share < 0.45) return 8
  return share < 0.75 ? 4 : 2
}

/** Every n-th pixel of a plane with some bytes per pixel. */
function thinned(plane: Uint8Array, from: Pixels, to: { width: number; height: number }, depth: number) {
  const thin = new Uint8Array(to.width * to.height * depth)
  for (let row = 0, at = 0; row < to.height; row++) {
    const above = Math.floor(((row + 0.5) / to.height) * from.height) * from.width
    for (let column = 0; column < to.width; column++) {
      const place = (above + Math.floor(((column + 0.5) / to.width) * from.width)) * depth
      for (let byte = 0; byte < depth; byte++) thin[at++] = plane[place + byte] as number
    }
  }
  return thin
}

/** The picture as it is after a step: in blocks and full of noise, less so from step to step. */
export async function preview(motif: Motif, step: number, turn: Turn): Promise<Pixels> {
  const share = step / motif.steps
  const block = blockAfter(share)
  const small = {
    ...motif,
    width: Math.ceil(motif.width / block),
    height: Math.ceil(motif.height / block),
  }
  const pixels = await paint(motif, small, turn)
  if (motif.init) {
    const { pixels: full, mask, strength } = motif.init
    const init = { ...small, data: thinned(full.data, full, small, 3) }
    const thinMask = mask && thinned(mask, full, small, 1)
    await blendOnto(pixels, init, { strength, mask: thinMask, salt: blendSalt }, turn)
  }
  const grain = 90 * (1 - share) ** 1.3
  const { data } = pixels
  await inStretches(small.height, turn, (row) => {
    const end = (row + 1) * small.width * 3
    for (let at = row * small.width * 3; at < end; at++) {
      const value = (data[at] as number) + (cellValue(at, step, motif.seed | 0) - 0.5) * 2 * grain
      data[at] = value < 0 ? 0 : value > 255 ? 255 : value
    }
  })
  return enlarged(pixels, motif.width, motif.height)
}
