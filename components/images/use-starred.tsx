"use client"

import { useQueryClient } from "@tanstack/react-query"
import { useCallback } from "react"
import { useTranslations } from "use-intl"
import { useToast } from "#components/ui/toast"
import { type GalleryPlace, galleryQuery, useChangeGalleryImage } from "#lib/client/api/gallery"
import { pictureKey } from "#lib/client/size-ladder"

/** So many pages of stars are looked through, 100 on each: nobody chooses among more. */
const mostPages = 20

/** The stars of pictures on the page of images: they are those of the gallery. */
export function useStarred(): {
  /** Those of these pictures that have a star. Rejects when the gallery is not reached. */
  starredOf: <T extends GalleryPlace>(pictures: T[]) => Promise<T[]>
  /** Gives a picture a star; says so, and offers to take it back. */
  star: (picture: GalleryPlace) => void
} {
  const t = useTranslations("images.picture")
  const gallery = useTranslations("images.gallery")
  const common = useTranslations("common")
  const queries = useQueryClient()
  const toast = useToast()
  const { mutate } = useChangeGalleryImage()
  const starredOf = useCallback(
    async <T extends GalleryPlace>(pictures: T[]) => {
      const { queryKey, queryFn, initialPageParam, getNextPageParam } = galleryQuery({ starred: true })
      const { pages } = await queries.fetchInfiniteQuery({
        queryKey,
        queryFn,
        initialPageParam,
        getNextPageParam,
        pages: mostPages,
      })
      const stars = new Set(
        pages.flatMap(({ images }) => images.map(({ runId, index }) => pictureKey(runId, index))),
      )
      return pictures.filter(({ runId, index }) => stars.has(pictureKey(runId, index)))
    },
    [queries],
  )
  const star = ({ runId, index }: GalleryPlace) => {
    const change = (starred: boolean, onSuccess?: () => void) =>
      mutate(
        { image: { runId, index }, change: { starred } },
        { onSuccess, onError: () => toast({ text: gallery("changeFailed"), tone: "error" }) },
      )
    change(true, () =>
      toast({
        text: t("starred"),
        tone: "ok",
        action: { label: common("undo"), onAction: () => change(false) },
      }),
    )
  }
  return { starredOf, star }
}
