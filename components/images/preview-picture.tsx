"use client"

import { Hourglass } from "lucide-react"
import { useState } from "react"
import { useTranslations } from "use-intl"
import { KeptPicture } from "#components/ui/kept-picture"
import { imageAddress } from "#lib/client/api/images"
import type { ImageResult } from "#lib/domain/outcome-schema"
import { previewAddress } from "./use-unfinished"

/** A picture on its way, or as far as it had come when its run was broken off: then it says so. */
export function PreviewPicture({
  image: { sha256 },
  alt,
  isUnfinished,
}: {
  image: ImageResult
  alt: string
  /** No picture will follow it. */
  isUnfinished: boolean
}) {
  const t = useTranslations("images.picture")
  const [lost, setLost] = useState<string>()
  return (
    <>
      {lost === sha256 ? (
        <span className="absolute inset-0 grid place-items-center rounded-sm border border-line-strong border-dashed p-3 text-center text-ink-2 text-xs">
          {t("previewGone")}
        </span>
      ) : (
        <KeptPicture
          src={isUnfinished ? previewAddress(sha256) : imageAddress(sha256)}
          alt={isUnfinished ? t("unfinishedAlt", { alt }) : alt}
          onError={() => setLost(sha256)}
          className="absolute inset-0 size-full rounded-sm bg-sunken object-contain"
        />
      )}
      {isUnfinished ? (
        <span className="absolute bottom-1.5 left-1.5 flex max-w-[calc(100%-0.75rem)] items-center gap-1.5 rounded bg-warn-soft px-2 py-1 font-medium text-ink text-xs">
          <Hourglass aria-hidden size={12} className="shrink-0 text-warn" />
          {t("unfinished")}
        </span>
      ) : null}
    </>
  )
}
