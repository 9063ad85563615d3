import type { Size } from "#lib/domain/image-parameters"
import type { InitImage } from "#lib/domain/prompt-schema"

/** A part of an image, in shares of its width and height from the top left. */
export type Crop = NonNullable<InitImage["crop"]>

/** Where a rectangle is taken hold of: one of its corners or sides, or all of it. */
export type Grip = "nw" | "n" | "ne" | "e" | "se" | "s" | "sw" | "w" | "all"

export const wholeImage: Crop = { left: 0, top: 0, width: 1, height: 1 }

/** Narrowest side of a crop, as a share: below it nothing can be taken hold of. */
const least = 0.05

/** The largest part of an image with a ratio of width to height in pixels, in its middle. */
export function largestCrop(image: Size, ratio: number): Crop {
  const shares = ratioOfShares(image, ratio)
  const width = Math.min(1, shares)
  const height = Math.min(1, 1 / shares)
  return { left: (1 - width) / 2, top: (1 - height) / 2, width, height }
}

/** What the ratio in pixels is between shares of this image. */
export function ratioOfShares(image: Size, ratio: number): number {
  return (ratio * image.height) / image.width
}

/** Moves a part, by shares; it stays within the image. */
export function movedCrop(crop: Crop, dx: number, dy: number): Crop {
  return {
    ...crop,
    left: within(crop.left + dx, 0, 1 - crop.width),
    top: within(crop.top + dy, 0, 1 - crop.height),
  }
}

/**
 * Moves the taken side or corner by shares; what lies opposite stays in place. `ratio` is that of the shares (see
 * `ratioOfShares`); undefined: each side for itself.
 */
export function resizedCrop(crop: Crop, grip: Grip, dx: number, dy: number, ratio?: number): Crop {
  if (grip === "all") return movedCrop(crop, dx, dy)
  const towardsX = grip.includes("w") ? -1 : grip.includes("e") ? 1 : 0
  const towardsY = grip.includes("n") ? -1 : grip.includes("s") ? 1 : 0
  const room = {
    width: roomFor(towardsX, crop.left, crop.width),
    height: roomFor(towardsY, crop.top, crop.height),
  }
  let width = within(crop.width + towardsX * dx, least, room.width)
  let height = within(crop.height + towardsY * dy, least, room.height)
  if (ratio !== undefined) {
    // The further movement leads; a side in the middle takes the other side along.
    const leadsY = towardsX === 0 || (towardsY !== 0 && Math.abs(dy) > Math.abs(dx))
    width = within(
      leadsY ? height * ratio : width,
      least * Math.max(1, ratio),
      Math.min(room.width, room.height * ratio),
    )
    height = width / ratio
  }
  return placed({
    left: anchored(towardsX, crop.left, crop.width, width),
    top: anchored(towardsY, crop.top, crop.height, height),
    width,
    height,
  })
}

/** Grows or shrinks a part around its middle, by a factor. */
export function zoomedCrop(crop: Crop, factor: number): Crop {
  const most = Math.min(1 / crop.width, 1 / crop.height)
  const by = within(factor, Math.min(most, least / Math.min(crop.width, crop.height)), most)
  const width = crop.width * by
  const height = crop.height * by
  return placed({
    left: crop.left + (crop.width - width) / 2,
    top: crop.top + (crop.height - height) / 2,
    width,
    height,
  })
}

/** The part of a ratio that is nearest to another part: its middle, and as much of it as there is room for. */
export function cropOfRatio(crop: Crop, ratio: number): Crop {
  const area = crop.width * crop.height
  const width = within(Math.sqrt(area * ratio), least, Math.min(1, ratio))
  const height = width / ratio
  return placed({
    left: crop.left + (crop.width - width) / 2,
    top: crop.top + (crop.height - height) / 2,
    width,
    height,
  })
}

/** A part in whole pixels of its image, at least one wide and high. */
export function cropPixels(image: Size, crop: Crop = wholeImage): Size & { left: number; top: number } {
  const left = Math.min(image.width - 1, Math.round(crop.left * image.width))
  const top = Math.min(image.height - 1, Math.round(crop.top * image.height))
  return {
    left,
    top,
    width: within(Math.round(crop.width * image.width), 1, image.width - left),
    height: within(Math.round(crop.height * image.height), 1, image.height - top),
  }
}

/** A part as it is kept: none for the whole image, and without the dust of calculation. */
export function keptCrop(crop: Crop): Crop | undefined {
  const { left, top, width, height } = placed(crop)
  if (width > 0.9995 && height > 0.9995) return undefined
  const kept = (share: number) => Number(share.toFixed(5))
  return {
    left: kept(left),
    top: kept(top),
    width: Math.min(kept(width), 1 - kept(left)),
    height: Math.min(kept(height), 1 - kept(top)),
  }
}

function roomFor(towards: number, start: number, length: number): number {
  if (towards < 0) return start + length
  return towards > 0 ? 1 - start : 1
}

/** Where a side begins after its length has changed: held at its other end, or in its middle. */
function anchored(towards: number, start: number, before: number, after: number): number {
  if (towards > 0) return start
  return towards < 0 ? start + before - after : start + (before - after) / 2
}

const placed = (crop: Crop): Crop => movedCrop(crop, 0, 0)

function within(value: number, min: number, max: number): number {
  return Math.min(Math.max(value, min), Math.max(0, max))
}
