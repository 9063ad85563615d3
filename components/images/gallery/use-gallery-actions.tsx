"use client"

import { useCallback, useMemo } from "react"
import { useTranslations } from "use-intl"
import { useToast } from "#components/ui/toast"
import { type GalleryPlace, useChangeGalleryImage } from "#lib/client/api/gallery"

export interface GalleryActions {
  star: (image: GalleryPlace, starred: boolean) => void
  /** Deletes and offers to undo it. */
  remove: (image: GalleryPlace) => void
}

/** What can be changed about a picture, from the grid and from the viewer. */
export function useGalleryActions(onGone: (image: GalleryPlace) => void): GalleryActions {
  const t = useTranslations("images.gallery")
  const common = useTranslations("common")
  const toast = useToast()
  const { mutateAsync } = useChangeGalleryImage()
  const star = useCallback(
    (image: GalleryPlace, starred: boolean) => {
      mutateAsync({ image, change: { starred } }).catch(() =>
        toast({ text: t("changeFailed"), tone: "error" }),
      )
    },
    [mutateAsync, toast, t],
  )
  const remove = useCallback(
    (image: GalleryPlace) => {
      const undo = () => {
        mutateAsync({ image, change: { deleted: false } }).catch(() =>
          toast({ text: t("changeFailed"), tone: "error" }),
        )
      }
      mutateAsync({ image, change: { deleted: true } }).then(
        () => {
          onGone(image)
          toast({ text: t("deleted"), action: { label: common("undo"), onAction: undo } })
        },
        () => toast({ text: t("deleteFailed"), tone: "error" }),
      )
    },
    [mutateAsync, toast, t, common, onGone],
  )
  return useMemo(() => ({ star, remove }), [star, remove])
}
