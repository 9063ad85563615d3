"use client"

import { useTranslations } from "use-intl"
import { Button } from "#components/ui/button"
import type { GalleryList } from "./use-gallery-list"

/** Below the last picture: whether more is coming. */
export function GridFoot({ list, top, height }: { list: GalleryList; top: number; height: number }) {
  const t = useTranslations("images.gallery")
  const common = useTranslations("common")
  return (
    <li
      className="absolute inset-x-0 top-0 flex items-center justify-center gap-2 text-ink-3 text-xs"
      style={{ height, transform: `translateY(${top}px)` }}
    >
      {t(list.isMoreFailed ? "moreFailed" : list.hasMore ? "loadingMore" : "end")}
      {list.isMoreFailed ? (
        <Button size="sm" onClick={list.loadMore}>
          {common("retry")}
        </Button>
      ) : null}
    </li>
  )
}
