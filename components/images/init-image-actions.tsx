"use client"

import { Brush, Crop as CropIcon, ImageUp, Trash2 } from "lucide-react"
import { lazy, Suspense, useState } from "react"
import { useTranslations } from "use-intl"
import { useEdit, useWorkspace } from "#components/playground/playground-context"
import { useAnyTarget } from "#components/playground/use-any-target"
import { Button } from "#components/ui/button"
import { setInitImage, setMask } from "#lib/client/image-edits"
import type { Size } from "#lib/domain/image-parameters"
import type { InitImage } from "#lib/domain/prompt-schema"
import { takes } from "#lib/domain/provider-traits"
import { InitImageChooser } from "./init-image-chooser"
import { useInitImage } from "./use-init-image"

const CropDialog = lazy(() => import("./crop-dialog").then((module) => ({ default: module.CropDialog })))
const MaskDialog = lazy(() => import("./mask-dialog").then((module) => ({ default: module.MaskDialog })))

/** Crop, mask, replace, remove. `own`: the image's size, once it is known. */
export function InitImageActions({
  initImage,
  own,
  size,
  onFile,
}: {
  initImage: InitImage
  own: Size | undefined
  size: Size | undefined
  onFile: (file: File) => void
}) {
  const t = useTranslations("images.slot")
  const edit = useEdit()
  const { change } = useInitImage()
  const mask = useWorkspace((workspace) => workspace.mask)
  const takesMask = useAnyTarget(({ provider }) => takes(provider, "mask"))
  const [open, setOpen] = useState<"crop" | "mask">()
  const close = () => setOpen(undefined)
  const crop = (next: InitImage["crop"]) => {
    const cropped: InitImage = { sha256: initImage.sha256, ...(next ? { crop: next } : {}) }
    if (mask) change(cropped, "maskGone")
    else edit(setInitImage(cropped))
    close()
  }
  return (
    <>
      <div className="flex flex-wrap gap-1.5">
        <Button size="sm" disabled={!own} onClick={() => setOpen("crop")}>
          <CropIcon aria-hidden size={14} />
          {t("crop")}
        </Button>
        {takesMask ? (
          <Button size="sm" disabled={!own} onClick={() => setOpen("mask")}>
            <Brush aria-hidden size={14} />
            {t("mask")}
          </Button>
        ) : null}
        <InitImageChooser onFile={onFile}>
          <ImageUp aria-hidden size={14} />
          {t("replace")}
        </InitImageChooser>
        <Button size="sm" variant="ghost" onClick={() => change(undefined, "removed")}>
          <Trash2 aria-hidden size={14} />
          {t("remove")}
        </Button>
      </div>
      {takesMask ? null : <p className="text-ink-3 text-xs">{t(mask ? "maskNotSent" : "noMask")}</p>}
      <Suspense>
        {own && open === "crop" ? (
          <CropDialog image={initImage} own={own} target={size} onApply={crop} onClose={close} />
        ) : null}
        {own && open === "mask" ? (
          <MaskDialog
            image={initImage}
            own={own}
            target={size}
            mask={mask}
            onKeep={(next) => {
              edit(setMask(next))
              close()
            }}
            onClose={close}
          />
        ) : null}
      </Suspense>
    </>
  )
}
