"use client"

import { type Dispatch, useEffect, useId, useRef } from "react"
import { useTranslations } from "use-intl"
import { useLatest } from "#components/ui/use-latest"
import { drawMask, showHatched, showPlain } from "#lib/client/mask-drawing"
import { type MaskAction, type MaskPainting, visibleSteps } from "#lib/client/mask-strokes"
import type { Size } from "#lib/domain/image-parameters"
import type { InitImage } from "#lib/domain/prompt-schema"
import { MaskCursor } from "./mask-cursor"
import { MaskGround } from "./mask-ground"
import type { Brush } from "./mask-tools"
import { useMaskBrush } from "./use-mask-brush"
import type { MaskSheet } from "./use-mask-sheet"

/** The image with the mask on it, painted by pointer or by keyboard. `size`: of the mask, in pixels. */
export function MaskCanvas({
  image,
  own,
  size,
  target,
  sheet,
  brush,
  painting,
  paint,
  isPlain,
}: {
  image: InitImage
  own: Size
  size: Size
  target: Size | undefined
  sheet: MaskSheet
  brush: Brush
  painting: MaskPainting
  paint: Dispatch<MaskAction>
  isPlain: boolean
}) {
  const t = useTranslations("images.mask")
  const hintId = useId()
  const canvas = useRef<HTMLCanvasElement>(null)

  const show = () => {
    const view = canvas.current?.getContext("2d")
    if (!view) return
    if (isPlain) showPlain(view, sheet.pencil.canvas)
    else showHatched(view, sheet.pencil.canvas, size.width / Math.max(1, view.canvas.clientWidth))
  }
  const { handlers, cursor, said } = useMaskBrush({ size, sheet, brush, paint, show })

  const latestShow = useLatest(show)
  useEffect(() => {
    const { steps, covers } = visibleSteps(painting)
    drawMask(sheet.pencil, covers ? undefined : sheet.before, steps)
    latestShow.current()
  }, [painting, sheet, latestShow])
  // biome-ignore lint/correctness/useExhaustiveDependencies: another way to show it is why it is shown anew.
  useEffect(() => latestShow.current(), [isPlain, latestShow])
  return (
    <>
      <div
        className="relative overflow-hidden bg-sunken"
        style={{
          aspectRatio: `${size.width} / ${size.height}`,
          width: `min(100%, calc(48dvh * ${size.width / size.height}))`,
        }}
      >
        <MaskGround image={image} own={own} size={size} target={target} />
        <canvas
          ref={canvas}
          width={size.width}
          height={size.height}
          className="pointer-events-none absolute inset-0 size-full"
        />
        <button
          type="button"
          aria-label={t("canvas")}
          aria-describedby={hintId}
          {...handlers}
          className="peer absolute inset-0 size-full cursor-crosshair touch-none select-none focus-visible:outline-offset-[-3px]"
        />
        {cursor ? <MaskCursor at={cursor} size={size} brush={brush} /> : null}
      </div>
      <p id={hintId} className="text-center text-2xs text-ink-3">
        {t("hint")}
      </p>
      <p role="status" className="sr-only">
        {said}
      </p>
    </>
  )
}
