import { ramp } from "./canvas.ts"
import type { Pixels } from "./picture.ts"
import { inStretches, type Turn } from "./stretches.ts"

/** A picture without its background: it fades out towards its edges. Four bytes per pixel. */
export async function cutOut({ width, height, data }: Pixels, turn: Turn): Promise<Pixels> {
  const seen = new Uint8Array(width * height * 4)
  await inStretches(height, turn, (row) => {
    let from = row * width * 3
    let to = row * width * 4
    const down = Math.abs((row + 0.5) / height - 0.5) * 2
    for (let column = 0; column < width; column++, from += 3, to += 4) {
      const across = Math.abs((column + 0.5) / width - 0.5) * 2
      seen.set(data.subarray(from, from + 3), to)
      seen[to + 3] = 255 * ramp(1, 0.88, (across ** 4 + down ** 4) ** 0.25)
    }
  })
  return { width, height, data: seen }
}
