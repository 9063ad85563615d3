"use client"

import { Download, ImageUp, Star, Trash2 } from "lucide-react"
import { useTranslations } from "use-intl"
import { Button, buttonClass } from "#components/ui/button"
import { imageAddress } from "#lib/client/api/images"
import { downloadAddress, type ShownImage } from "#lib/client/images/shown-image"
import type { ViewedPicture } from "./viewed-picture"

interface ViewerFootProps {
  shown: ViewedPicture
  onUseAsInit?: (image: ShownImage) => void
  starred?: boolean
  onStar?: () => void
  onDelete?: () => void
  isBlind?: boolean
}

/** At the foot of the viewer: what made the picture, and what can be done with it. */
export function ViewerFoot({ shown, onUseAsInit, starred, onStar, onDelete, isBlind }: ViewerFootProps) {
  const t = useTranslations("images.viewer")
  const { image } = shown
  const pixels = t("pixels", { width: shown.width, height: shown.height })
  // Judged blind, a size would give a column away; and some facts name it already.
  const facts = isBlind ? [] : [...new Set([...shown.facts, pixels])]
  return (
    <footer className="flex flex-wrap items-center gap-x-4 gap-y-1 border-t bg-surface px-3 py-2">
      <p className="figures line-clamp-2 min-w-0 flex-1 basis-60 text-ink-2 text-xs">
        <strong className="font-medium text-ink">{shown.label}</strong> {facts.join(" · ")}
      </p>
      <span className="inline-flex flex-wrap items-center gap-1">
        {image && onStar ? (
          <Button size="sm" variant="ghost" aria-pressed={starred} aria-keyshortcuts="S" onClick={onStar}>
            <Star aria-hidden size={14} fill={starred ? "currentColor" : "none"} />
            {t("star")}
          </Button>
        ) : null}
        {image && onUseAsInit ? (
          <Button size="sm" variant="ghost" onClick={() => onUseAsInit(image)}>
            <ImageUp aria-hidden size={14} />
            {t("useAsInit")}
          </Button>
        ) : null}
        {isBlind ? null : (
          <a
            href={image ? downloadAddress(image) : imageAddress(shown.sha256)}
            download
            className={buttonClass({ variant: "ghost", size: "sm" })}
          >
            <Download aria-hidden size={14} />
            {t("download")}
          </a>
        )}
        {onDelete ? (
          <Button size="sm" variant="ghost" aria-keyshortcuts="Delete" onClick={onDelete}>
            <Trash2 aria-hidden size={14} />
            {t("delete")}
          </Button>
        ) : null}
      </span>
    </footer>
  )
}
