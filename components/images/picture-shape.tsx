"use client"

import { Image as ImageIcon } from "lucide-react"
import type { CSSProperties } from "react"
import { classNames } from "#components/ui/class-names"
import type { Size } from "#lib/domain/image-parameters"

/**
 * The box that a picture of this size has: as wide as there is room, and alone never higher than the window lets one
 * see at once.
 */
export function shapeStyle({ width, height }: Size, isAlone: boolean): CSSProperties {
  const ratio = width / height
  return {
    aspectRatio: `${width} / ${height}`,
    width: isAlone ? `min(100%, calc(max(20rem, 100dvh - 22rem) * ${ratio}), ${width}px)` : "100%",
  }
}

/** Where a picture will be: in its shape, so that nothing jumps when it comes. */
export function PictureShape({
  size,
  isAlone,
  isWaiting,
}: {
  size: Size
  isAlone: boolean
  isWaiting: boolean
}) {
  return (
    <span
      aria-hidden
      style={shapeStyle(size, isAlone)}
      className={classNames(
        "flex items-center justify-center rounded-sm text-ink-3",
        isWaiting ? "skeleton" : "border border-line-strong border-dashed",
      )}
    >
      <ImageIcon size={24} className={isWaiting ? "invisible" : "opacity-60"} />
    </span>
  )
}
