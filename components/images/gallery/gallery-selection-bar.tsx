"use client"

import { useTranslations } from "use-intl"
import { Button } from "#components/ui/button"
import { ContactSheetMenu } from "./contact-sheet-menu"
import type { GallerySelection } from "./use-gallery-selection"
import { useShownImage } from "./use-image-facts"

/** At the foot of the gallery while pictures are selected: to compare them, or to save them as one sheet. */
export function GallerySelectionBar({
  selection,
  onCompare,
}: {
  selection: GallerySelection
  onCompare: () => void
}) {
  const t = useTranslations("images.gallery")
  const shownImage = useShownImage()
  const { chosen, clear } = selection
  const count = chosen.size
  const content = () => {
    const images = [...chosen.values()].map(shownImage)
    const labels = new Set(images.map(({ label }) => label))
    return { title: labels.size === 1 ? (images[0]?.label ?? "") : t("title"), images }
  }
  return (
    <section
      aria-label={t("selection.label")}
      className={count === 0 ? "sr-only" : "flex flex-wrap items-center gap-2 border-t bg-raised px-3 py-2"}
    >
      <p role="status" className="figures min-w-0 flex-1 font-medium text-xs">
        {count === 0 ? null : t("selection.count", { count })}
      </p>
      {count === 0 ? null : (
        <>
          <ContactSheetMenu content={content} />
          <Button size="sm" variant="primary" disabled={count < 2} onClick={onCompare}>
            {t("selection.compare")}
          </Button>
          <Button size="sm" variant="ghost" onClick={clear}>
            {t("selection.clear")}
          </Button>
        </>
      )}
    </section>
  )
}
