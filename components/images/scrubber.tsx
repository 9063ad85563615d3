"use client"

import { useState } from "react"
import { useTranslations } from "use-intl"
import { classNames } from "#components/ui/class-names"
import { KeptPicture } from "#components/ui/kept-picture"
import { Slider } from "#components/ui/slider"
import { imageAddress } from "#lib/client/api/images"
import type { InitPicture, ShownImage } from "#lib/client/images/shown-image"

export interface ScrubberProps {
  /** The pictures of a strip, in its order. */
  images: ShownImage[]
  /** Comes first. */
  initImage?: InitPicture
  /** What the strip varies, of a picture: "Strength 0.4". Without it, its first fact. */
  valueText?: (image: ShownImage) => string
  className?: string
}

/** Flips through the pictures of a strip in one place: by a slider and its arrow keys. */
export function Scrubber({ images, initImage, valueText, className }: ScrubberProps) {
  const t = useTranslations("images.scrubber")
  const steps = [
    ...(initImage
      ? [{ address: undefined, ...initImage, key: "init", alt: t("init"), value: t("init") }]
      : []),
    ...images.map((image) => ({
      ...image,
      address: undefined,
      key: `${image.runId}/${image.index}`,
      value: valueText?.(image) ?? image.facts[0] ?? image.label,
    })),
  ]
  const [at, setAt] = useState(0)
  const place = Math.min(at, steps.length - 1)
  const shown = steps[place]
  if (!shown) return null
  return (
    <section aria-label={t("label")} className={classNames("flex flex-col gap-2", className)}>
      <div
        className="relative overflow-hidden rounded-sm bg-sunken"
        style={{ aspectRatio: `${steps[0]?.width ?? 1} / ${steps[0]?.height ?? 1}` }}
      >
        {/* All stay, so that none flickers in. */}
        {steps.map(({ key, sha256, address, alt }, index) => (
          <KeptPicture
            key={key}
            src={address ?? imageAddress(sha256)}
            alt={alt}
            className={classNames(
              "absolute inset-0 size-full object-contain",
              index !== place && "invisible",
            )}
          />
        ))}
      </div>
      <div className="flex items-center gap-3">
        <Slider
          label={t("slider")}
          value={place}
          min={0}
          max={Math.max(0, steps.length - 1)}
          step={1}
          valueText={shown.value}
          onChange={setAt}
          className="flex-1"
        />
        <output className="figures min-w-28 text-right font-medium text-xs">{shown.value}</output>
      </div>
    </section>
  )
}
