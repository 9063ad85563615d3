"use client"

import { useId, useState } from "react"
import { useTranslations } from "use-intl"
import { Button } from "#components/ui/button"
import { Dialog } from "#components/ui/dialog"
import { Switch } from "#components/ui/switch"
import {
  type Crop,
  cropOfRatio,
  cropPixels,
  keptCrop,
  largestCrop,
  ratioOfShares,
  wholeImage,
} from "#lib/client/crop-rectangle"
import type { Size } from "#lib/domain/image-parameters"
import type { InitImage } from "#lib/domain/prompt-schema"
import { CropFields } from "./crop-fields"
import { CropStage } from "./crop-stage"

/** Chooses the part of an image that counts. `own`: its size, `target`: the size that is made; both in pixels. */
export function CropDialog({
  image,
  own,
  target,
  onApply,
  onClose,
}: {
  image: InitImage
  own: Size
  target: Size | undefined
  /** Undefined: no part; the server takes the largest one that fits, in the middle. */
  onApply: (crop: Crop | undefined) => void
  onClose: () => void
}) {
  const t = useTranslations("images.crop")
  const common = useTranslations("common")
  const ratio = target && ratioOfShares(own, target.width / target.height)
  const largest = target ? largestCrop(own, target.width / target.height) : wholeImage
  const [crop, setCrop] = useState(image.crop ?? largest)
  const [isFree, setFree] = useState(!ratio || !isOfRatio(image.crop ?? largest, ratio))
  const freeId = useId()
  const held = isFree ? undefined : ratio
  const { left, top, width, height } = cropPixels(own, crop)

  const setRatioFree = (free: boolean) => {
    setFree(free)
    if (!free && ratio) setCrop(cropOfRatio(crop, ratio))
  }
  const reset = () => {
    setCrop(largest)
    setFree(!ratio)
  }
  // The largest part in the middle is what is sent without a crop too, and then follows the target's size.
  const apply = () => onApply(isSame(crop, largest) ? undefined : keptCrop(crop))
  return (
    <Dialog
      open
      onClose={onClose}
      title={t("title")}
      size="lg"
      actions={
        <>
          <Button variant="ghost" onClick={reset} className="mr-auto">
            {t("reset")}
          </Button>
          <Button onClick={onClose}>{common("cancel")}</Button>
          <Button variant="primary" onClick={apply}>
            {t("apply")}
          </Button>
        </>
      }
    >
      <div className="flex flex-col items-center gap-4">
        <CropStage sha256={image.sha256} own={own} crop={crop} ratio={held} onChange={setCrop} />
        <p role="status" className="figures text-ink-2 text-sm">
          {t("figures", { left, top, width, height, ownWidth: own.width, ownHeight: own.height })}
        </p>
        <CropFields own={own} crop={crop} ratio={held} onChange={setCrop} />
        <span className="flex items-center gap-2 text-sm">
          <Switch id={freeId} checked={isFree} disabled={!ratio} onChange={setRatioFree} />
          <label htmlFor={freeId}>
            {target ? t("free", { width: target.width, height: target.height }) : t("freeAnyway")}
          </label>
        </span>
      </div>
    </Dialog>
  )
}

const isOfRatio = (crop: Crop, ratio: number): boolean =>
  Math.abs(crop.width / crop.height / ratio - 1) < 0.02

const isSame = (a: Crop, b: Crop): boolean =>
  Math.abs(a.left - b.left) +
    Math.abs(a.top - b.top) +
    Math.abs(a.width - b.width) +
    Math.abs(a.height - b.height) <
  0.001
