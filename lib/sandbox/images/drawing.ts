import type { Mask } from "./init-image.ts"
import type { Pixels } from "./picture.ts"
import { finished, preview } from "./preview.ts"

/** What is to be drawn: some images of one prompt; image n has the seed plus n. */
export interface Order {
  prompt: string
  negative: string
  width: number
  height: number
  steps: number
  /** Of the first image. */
  seed: number
  count: number
  /** How many previews each image shows on its way. */
  previews: number
  init: { pixels: Pixels; mask: Mask | undefined; strength: number } | undefined
}

/** What happens while drawing. `index`: which image; `step` counts from 1. */
export type Drawn =
  | { kind: "progress"; index: number; step: number; steps: number }
  | { kind: "preview"; index: number; number: number; step: number; steps: number; pixels: Pixels }
  | { kind: "image"; index: number; seed: number; pixels: Pixels }

/** Waits some milliseconds, or lets others have their turn at 0; rejects when the work is not wanted any more. */
export type Pause = (milliseconds: number) => Promise<void>

/** Milliseconds that a step takes, so that the refinement is seen. */
export const stepTime = 15

/** The largest seed that an order may have, so that the images after the first have one too. */
export const maxSeed = 2 ** 53 - 1_000_000

/** A seed for a request that names none. */
export const anySeed = (): number => Math.floor(Math.random() * 2 ** 31)

/** The steps after which there is a preview. */
function previewSteps(steps: number, previews: number): number[] {
  const at = Array.from({ length: previews }, (_, number) =>
    Math.round((steps * (number + 1)) / (previews + 1)),
  )
  return [...new Set(at)].filter((step) => step > 0 && step < steps)
}

/** Draws an order step by step. `pace`: milliseconds per step. */
export async function* draw(order: Order, pause: Pause, pace = stepTime): AsyncGenerator<Drawn, void> {
  const { count, steps } = order
  const turn = (): Promise<void> => pause(0)
  const shown = previewSteps(steps, order.previews)
  for (let index = 0; index < count; index++) {
    const seed = order.seed + index
    const motif = { ...order, seed }
    for (let step = 1; step <= steps; step++) {
      await pause(pace)
      const number = shown.indexOf(step)
      if (number < 0) yield { kind: "progress", index, step, steps }
      else yield { kind: "preview", index, number, step, steps, pixels: await preview(motif, step, turn) }
    }
    yield { kind: "image", index, seed, pixels: await finished(motif, turn) }
  }
}
