"use client"

import { type KeyboardEvent, type PointerEvent, useId, useRef } from "react"
import { useTranslations } from "use-intl"
import { KeptPicture } from "#components/ui/kept-picture"
import { imageAddress } from "#lib/client/api/images"
import { type Crop, type Grip, movedCrop, resizedCrop, zoomedCrop } from "#lib/client/crop-rectangle"
import type { Size } from "#lib/domain/image-parameters"

/** Where the grips stand on the rectangle, and how the pointer looks on them. */
const grips: [Exclude<Grip, "all">, string][] = [
  ["n", "top-0 left-1/2 cursor-ns-resize"],
  ["e", "top-1/2 left-full cursor-ew-resize"],
  ["s", "top-full left-1/2 cursor-ns-resize"],
  ["w", "top-1/2 left-0 cursor-ew-resize"],
  ["nw", "top-0 left-0 cursor-nwse-resize"],
  ["ne", "top-0 left-full cursor-nesw-resize"],
  ["se", "top-full left-full cursor-nwse-resize"],
  ["sw", "top-full left-0 cursor-nesw-resize"],
]

const percent = (share: number) => `${share * 100}%`

/** The image with the rectangle on it: dragged by its inside or its grips, or moved and resized by the arrow keys. */
export function CropStage({
  sha256,
  own,
  crop,
  ratio,
  onChange,
}: {
  sha256: string
  own: Size
  crop: Crop
  /** Of the shares; undefined: free. */
  ratio: number | undefined
  onChange: (crop: Crop) => void
}) {
  const t = useTranslations("images.crop")
  const hintId = useId()
  const hold = useRef<{ grip: Grip; x: number; y: number; from: Crop }>(undefined)

  const onPointerDown = (event: PointerEvent<HTMLFieldSetElement>) => {
    const grip =
      event.target instanceof HTMLElement ? (event.target.dataset.grip as Grip | undefined) : undefined
    if (!grip || event.button !== 0) return
    event.currentTarget.setPointerCapture(event.pointerId)
    hold.current = { grip, x: event.clientX, y: event.clientY, from: crop }
  }
  const onPointerMove = (event: PointerEvent<HTMLFieldSetElement>) => {
    if (!hold.current || !event.currentTarget.hasPointerCapture(event.pointerId)) return
    const { grip, x, y, from } = hold.current
    const { width, height } = event.currentTarget.getBoundingClientRect()
    onChange(resizedCrop(from, grip, (event.clientX - x) / width, (event.clientY - y) / height, ratio))
  }
  const onKeyDown = (event: KeyboardEvent) => {
    const next = keyed(event, crop, own, ratio)
    if (!next) return
    event.preventDefault()
    onChange(next)
  }
  return (
    <>
      <fieldset
        aria-label={t("stage")}
        onPointerDown={onPointerDown}
        onPointerMove={onPointerMove}
        onLostPointerCapture={() => {
          hold.current = undefined
        }}
        className="relative min-w-0 touch-none select-none overflow-hidden"
        style={{
          aspectRatio: `${own.width} / ${own.height}`,
          width: `min(100%, calc(46dvh * ${own.width / own.height}))`,
        }}
      >
        <KeptPicture
          src={imageAddress(sha256)}
          alt=""
          draggable={false}
          className="absolute inset-0 size-full"
        />
        <div
          className="absolute shadow-[0_0_0_200vmax_rgb(0_0_0/0.6)]"
          style={{
            left: percent(crop.left),
            top: percent(crop.top),
            width: percent(crop.width),
            height: percent(crop.height),
          }}
        >
          <button
            type="button"
            data-grip="all"
            aria-label={t("rectangle")}
            aria-describedby={hintId}
            onKeyDown={onKeyDown}
            className="absolute inset-0 cursor-move border-2 border-accent focus-visible:outline-offset-[-6px]"
          />
          {grips.map(([grip, look]) => (
            <span
              key={grip}
              aria-hidden
              data-grip={grip}
              className={`absolute grid size-6 -translate-x-1/2 -translate-y-1/2 place-items-center pointer-coarse:size-10 ${look}`}
            >
              <span className="pointer-events-none size-2.5 rounded-sm border border-on-accent bg-accent" />
            </span>
          ))}
        </div>
      </fieldset>
      <p id={hintId} className="text-center text-2xs text-ink-3">
        {t("hint")}
      </p>
    </>
  )
}

/** What a key makes of the rectangle: arrows move it by a hundredth, with Alt by a pixel, with Shift they resize it. */
function keyed(event: KeyboardEvent, crop: Crop, own: Size, ratio: number | undefined): Crop | undefined {
  if (event.key === "+" || event.key === "=") return zoomedCrop(crop, 1 / 1.05)
  if (event.key === "-") return zoomedCrop(crop, 1.05)
  const [x, y] =
    { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] }[event.key] ?? []
  if (x === undefined || y === undefined) return undefined
  const dx = x * (event.altKey ? 1 / own.width : 0.01)
  const dy = y * (event.altKey ? 1 / own.height : 0.01)
  if (!event.shiftKey) return movedCrop(crop, dx, dy)
  return resizedCrop(crop, ratio === undefined ? "se" : x === 0 ? "s" : "e", dx, dy, ratio)
}
