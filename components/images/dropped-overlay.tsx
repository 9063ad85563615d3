"use client"

import { ImageDown } from "lucide-react"
import { useTranslations } from "use-intl"

/** Says what happens to a picture that is let go of here. Nothing on it takes the pointer: the page below does. */
export function DroppedOverlay() {
  const t = useTranslations("images.dropped")
  return (
    <div
      role="status"
      className="pointer-events-none fixed inset-0 z-40 grid place-items-center bg-canvas/70 p-4"
    >
      <p className="overlay flex items-center gap-3 rounded border-2 border-accent-strong border-dashed px-6 py-5 text-base">
        <ImageDown aria-hidden size={20} />
        {t("letGo")}
      </p>
    </div>
  )
}
