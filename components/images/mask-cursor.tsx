import type { Point } from "#lib/client/mask-strokes"
import type { Size } from "#lib/domain/image-parameters"
import type { Brush } from "./mask-tools"

/** Where the brush is and how wide; the eraser's edge is dashed. Light within dark, to be seen on any picture. */
export function MaskCursor({ at, size, brush }: { at: Point; size: Size; brush: Brush }) {
  return (
    <span
      aria-hidden
      className="pointer-events-none absolute aspect-square -translate-x-1/2 -translate-y-1/2 rounded-full border-2 border-white shadow-[0_0_0_1px_black,inset_0_0_0_1px_black]"
      style={{
        left: `${(at.x / size.width) * 100}%`,
        top: `${(at.y / size.height) * 100}%`,
        width: `max(6px, ${(brush.size / size.width) * 100}%)`,
        borderStyle: brush.erase ? "dashed" : "solid",
      }}
    />
  )
}
