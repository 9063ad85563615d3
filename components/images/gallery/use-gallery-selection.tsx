"use client"

import { useCallback, useMemo, useState } from "react"
import type { GalleryPlace } from "#lib/client/api/gallery"
import type { GalleryImage } from "#lib/domain/gallery"

export interface GallerySelection {
  /** In the order in which they were selected, over searches and filters. */
  chosen: ReadonlyMap<string, GalleryImage>
  toggle: (image: GalleryImage) => void
  drop: (image: GalleryPlace) => void
  clear: () => void
}

/** One picture of all: a run may have several. */
export function galleryKeyOf({ runId, index }: GalleryPlace): string {
  return `${runId}/${index}`
}

/** Which pictures are selected, to be compared or to be put on a contact sheet. */
export function useGallerySelection(): GallerySelection {
  const [chosen, setChosen] = useState<GallerySelection["chosen"]>(new Map())
  const toggle = useCallback(
    (image: GalleryImage) =>
      setChosen((before) => {
        const after = new Map(before)
        if (!after.delete(galleryKeyOf(image))) after.set(galleryKeyOf(image), image)
        return after
      }),
    [],
  )
  const drop = useCallback(
    (image: GalleryPlace) =>
      setChosen((before) => {
        const after = new Map(before)
        return after.delete(galleryKeyOf(image)) ? after : before
      }),
    [],
  )
  const clear = useCallback(() => setChosen(new Map()), [])
  return useMemo(() => ({ chosen, toggle, drop, clear }), [chosen, toggle, drop, clear])
}
