"use client"

import { Images, SearchX } from "lucide-react"
import Link from "next/link"
import { useTranslations } from "use-intl"
import { Button, buttonClass } from "#components/ui/button"
import { EmptyState } from "#components/ui/empty-state"
import { Skeleton } from "#components/ui/skeleton"
import { useGalleryPlace } from "./use-gallery-place"

/** Boxes of about the right size while the first page is on its way. */
export function GallerySkeleton() {
  const t = useTranslations("common")
  return (
    <div
      role="status"
      aria-label={t("loading")}
      className="grid min-h-0 flex-1 grid-cols-[repeat(auto-fill,minmax(max(40%,11rem),1fr))] content-start gap-3 overflow-hidden p-3 sm:grid-cols-[repeat(auto-fill,minmax(11rem,1fr))]"
    >
      {Array.from({ length: 24 }, (_, index) => `skeleton-${index}`).map((key) => (
        <Skeleton key={key} className="aspect-square" />
      ))}
    </div>
  )
}

/** Nothing to show: because there is nothing, or because of what is asked for. */
export function NoPictures() {
  const t = useTranslations("images.gallery")
  const { address, change } = useGalleryPlace()
  if (address.q !== "" || address.starred) {
    return (
      <EmptyState
        icon={<SearchX aria-hidden size={24} />}
        title={t("noMatch.title")}
        actions={<Button onClick={() => change({ q: "", starred: false })}>{t("noMatch.action")}</Button>}
      >
        {t("noMatch.hint")}
      </EmptyState>
    )
  }
  return (
    <EmptyState
      icon={<Images aria-hidden size={24} />}
      title={t("none.title")}
      actions={
        <Link href="/images" className={buttonClass({ variant: "primary" })}>
          {t("none.action")}
        </Link>
      }
    >
      {t("none.hint")}
    </EmptyState>
  )
}
