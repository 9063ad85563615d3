"use client"

import Link from "next/link"
import { useTranslations } from "use-intl"
import { GallerySearch } from "./gallery-search"

/** The way back to the page of images, the search and the filter. */
export function GalleryHead() {
  const t = useTranslations("images.gallery")
  return (
    <header className="flex flex-wrap items-center gap-x-4 gap-y-2 border-b px-3 py-2">
      <nav aria-label={t("places")} className="flex gap-1 text-sm">
        <Link href="/images" className="rounded px-2 py-1 text-ink-2 hover:bg-hover hover:text-ink">
          {t("images")}
        </Link>
        <span aria-current="page" className="rounded bg-accent-soft px-2 py-1 font-medium text-accent-ink">
          {t("title")}
        </span>
      </nav>
      <GallerySearch />
    </header>
  )
}
