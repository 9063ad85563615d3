"use client"

import { useId } from "react"
import { useTranslations } from "use-intl"
import { NumberInput } from "#components/ui/number-input"
import { Slider } from "#components/ui/slider"
import { type Crop, cropPixels, movedCrop, resizedCrop, zoomedCrop } from "#lib/client/crop-rectangle"
import type { Size } from "#lib/domain/image-parameters"

/** The rectangle in numbers: place and size in pixels of the image, and how much it is magnified. */
export function CropFields({
  own,
  crop,
  ratio,
  onChange,
}: {
  own: Size
  crop: Crop
  ratio: number | undefined
  onChange: (crop: Crop) => void
}) {
  const t = useTranslations("images.crop")
  const { left, top, width, height } = cropPixels(own, crop)
  const zoomId = useId()
  const zoom = Math.round(100 / Math.max(crop.width, crop.height))
  return (
    <div className="flex flex-wrap items-end justify-center gap-3">
      <PixelField
        name={t("left")}
        value={left}
        max={own.width - width}
        onChange={(next) => onChange(movedCrop(crop, next / own.width - crop.left, 0))}
      />
      <PixelField
        name={t("top")}
        value={top}
        max={own.height - height}
        onChange={(next) => onChange(movedCrop(crop, 0, next / own.height - crop.top))}
      />
      <PixelField
        name={t("width")}
        value={width}
        min={1}
        max={own.width}
        onChange={(next) => onChange(resizedCrop(crop, "e", next / own.width - crop.width, 0, ratio))}
      />
      <PixelField
        name={t("height")}
        value={height}
        min={1}
        max={own.height}
        onChange={(next) => onChange(resizedCrop(crop, "s", 0, next / own.height - crop.height, ratio))}
      />
      <div className="flex w-44 flex-col gap-1">
        <label htmlFor={zoomId} className="figures text-ink-2 text-xs">
          {t("zoomValue", { zoom })}
        </label>
        <Slider
          id={zoomId}
          label={t("zoom")}
          valueText={t("zoomValue", { zoom })}
          min={100}
          max={800}
          step={5}
          value={Math.min(800, Math.max(100, zoom))}
          onChange={(next) => onChange(zoomedCrop(crop, 100 / next / Math.max(crop.width, crop.height)))}
        />
      </div>
    </div>
  )
}

function PixelField({
  name,
  value,
  min = 0,
  max,
  onChange,
}: {
  name: string
  value: number
  min?: number
  max: number
  onChange: (value: number) => void
}) {
  return (
    <div className="flex flex-col gap-1 text-ink-2 text-xs">
      <span aria-hidden>{name}</span>
      <NumberInput
        label={name}
        value={value}
        min={min}
        max={Math.max(min, max)}
        onChange={onChange}
        className="w-20"
      />
    </div>
  )
}
