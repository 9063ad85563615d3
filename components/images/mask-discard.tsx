"use client"

import { useTranslations } from "use-intl"
import { Button } from "#components/ui/button"

/** Asks before strokes that were not kept are lost. */
export function MaskDiscard({ onStay, onDiscard }: { onStay: () => void; onDiscard: () => void }) {
  const t = useTranslations("images.mask")
  return (
    <>
      <p role="alert" className="mr-auto self-center text-sm">
        {t("leave.question")}
      </p>
      <Button autoFocus onClick={onStay}>
        {t("leave.stay")}
      </Button>
      <Button variant="danger" onClick={onDiscard}>
        {t("leave.discard")}
      </Button>
    </>
  )
}
