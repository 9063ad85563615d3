import type { Line } from "#lib/sandbox/line"
import type { Gallery } from "./gallery.ts"
import { countWords } from "./wish.ts"

/** What the endpoints for images need of the server. */
export interface ImageContext {
  line: Line
  /** Milliseconds since the epoch. */
  now: number
  gallery: Gallery
  /** The address of the server as the client calls it, without a path. */
  address: string
  onModel: (id: string) => void
  /** Tokens of a finished image, for the log and the quota. */
  onTokens: (count: number) => void
  /** Tokens of prompt and init images, for the quota. */
  onUsage: (tokens: number) => void
}

export interface ImageUsage {
  text: number
  inputImages: number
  output: number
}

/** Tokens of an image: one for each 32 x 32 pixels. */
export const imageTokens = (width: number, height: number): number => Math.ceil((width * height) / 1024)

/** Tokens that an order uses when all of it is drawn. */
export function usageOf(order: {
  prompt: string
  negative: string
  width: number
  height: number
  count: number
  init: unknown
}): ImageUsage {
  const each = imageTokens(order.width, order.height)
  return {
    text: countWords(order.prompt) + countWords(order.negative),
    inputImages: order.init ? each : 0,
    output: each * order.count,
  }
}
