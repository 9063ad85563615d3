"use client"

import { ImagePlus } from "lucide-react"
import { useTranslations } from "use-intl"
import { maxImageMegabytes } from "#lib/client/api/images"
import { InitImageChooser } from "./init-image-chooser"

/** Says how an image gets here. What is dropped or pasted, here as anywhere on the page, is taken by DroppedPictures. */
export function InitImageEmpty({ onFile }: { onFile: (file: File) => void }) {
  const t = useTranslations("images.slot")
  return (
    <div className="flex flex-col items-center gap-2 rounded border border-line-control border-dashed px-3 py-4 text-center">
      <p className="text-ink-2 text-sm">{t("empty")}</p>
      <InitImageChooser onFile={onFile}>
        <ImagePlus aria-hidden size={14} />
        {t("choose")}
      </InitImageChooser>
      <p className="text-2xs text-ink-3">{t("limits", { megabytes: maxImageMegabytes })}</p>
    </div>
  )
}
