import { type Size, sizeOf } from "#lib/domain/image-parameters"
import type { ImageResult } from "#lib/domain/outcome-schema"
import type { Parameters } from "#lib/domain/parameters"

/** What a picture was made of, as far as it is worth saying beside it: names and values, in the order of the page. */
export function pictureFacts(
  sent: Parameters,
  { width, height, seed, index }: Pick<ImageResult, "width" | "height" | "seed" | "index">,
  hasInitImage: boolean,
): { name: string; value: string }[] {
  const { size: _, num_images: __, seed: asked, strength, ...others } = sent
  // The further pictures of a request have other seeds than it asked for: unless it is said, nobody knows which.
  const shownSeed = seed ?? (index === 0 ? asked : undefined)
  return [
    { name: "size", value: `${width} × ${height}` },
    ...(hasInitImage && strength !== undefined ? [{ name: "strength", value: String(strength) }] : []),
    ...Object.entries(others).map(([name, value]) => ({ name, value: String(value) })),
    ...(shownSeed === undefined ? [] : [{ name: "seed", value: String(shownSeed) }]),
  ]
}

/** The size that was asked for, where it is another than the one that came. */
export function otherSizeAsked(sent: Parameters, got: Size): Size | undefined {
  const asked = sizeOf(sent.size)
  return asked && (asked.width !== got.width || asked.height !== got.height) ? asked : undefined
}
