"use client"

import { useSearchParams } from "next/navigation"
import { useCallback, useMemo } from "react"
import { type GalleryAddress, galleryHref, readGalleryAddress } from "#lib/client/images/gallery-address"

/** What the gallery shows, as its address says; changed without asking the server for a page. */
export function useGalleryPlace(): {
  address: GalleryAddress
  change: (part: Partial<GalleryAddress>) => void
} {
  const search = useSearchParams()
  const address = useMemo(() => readGalleryAddress(search), [search])
  const change = useCallback(
    (part: Partial<GalleryAddress>) =>
      window.history.replaceState(null, "", galleryHref({ ...address, ...part })),
    [address],
  )
  return { address, change }
}
