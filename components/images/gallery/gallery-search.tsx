"use client"

import { Star } from "lucide-react"
import { useTranslations } from "use-intl"
import { SearchField } from "#components/shell/search-field"
import { IconButton } from "#components/ui/icon-button"
import { useGalleryPlace } from "./use-gallery-place"

/** The search box and the star. */
export function GallerySearch() {
  const t = useTranslations("images.gallery")
  const { address, change } = useGalleryPlace()
  return (
    <search className="flex flex-1 items-center gap-1">
      <SearchField
        label={t("search")}
        query={address.q}
        onSearch={(q) => change({ q })}
        className="w-80 max-w-full"
      />
      <IconButton
        label={t("starredOnly")}
        aria-pressed={address.starred}
        onClick={() => change({ starred: !address.starred })}
      >
        <Star aria-hidden size={16} fill={address.starred ? "currentColor" : "none"} />
      </IconButton>
    </search>
  )
}
