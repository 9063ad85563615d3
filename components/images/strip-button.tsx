"use client"

import { GalleryHorizontal } from "lucide-react"
import { useTranslations } from "use-intl"
import { useOpenSheet } from "#components/playground/playground-context"
import { IconButton } from "#components/ui/icon-button"
import type { ParameterSpec } from "#lib/domain/parameters"

/** Beside a parameter of numbers: tries several of its values in a row. */
export function StripButton({
  columnId,
  spec,
  label,
}: {
  columnId: string
  spec: ParameterSpec
  label: string
}) {
  const t = useTranslations("images.strip")
  const openSheet = useOpenSheet()
  if ((spec.kind !== "number" && spec.kind !== "integer") || spec.name === "num_images") return null
  return (
    <IconButton
      label={t("of", { name: label })}
      size="sm"
      onClick={() => openSheet({ kind: "strip", columnId, parameter: spec.name })}
    >
      <GalleryHorizontal aria-hidden size={14} />
    </IconButton>
  )
}
