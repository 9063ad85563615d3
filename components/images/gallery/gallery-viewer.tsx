"use client"

import { useMemo } from "react"
import { ViewerDialog } from "#components/images/viewer/viewer-dialog"
import type { ShownImage } from "#lib/client/images/shown-image"
import type { ViewerMode } from "#lib/client/images/viewer-state"
import type { GalleryImage } from "#lib/domain/gallery"
import type { CardCommands } from "./card-commands"
import { galleryKeyOf } from "./use-gallery-selection"
import { useShownImage } from "./use-image-facts"

interface GalleryViewerProps {
  images: GalleryImage[]
  start: number
  mode?: ViewerMode
  commands: CardCommands
  onShow?: (at: number) => void
  onClose: () => void
}

/** The viewer over pictures of the gallery. */
export function GalleryViewer({ images, start, mode, commands, onShow, onClose }: GalleryViewerProps) {
  const shownImage = useShownImage()
  const shown = useMemo(() => images.map(shownImage), [images, shownImage])
  const stored = useMemo(() => new Map(images.map((image) => [galleryKeyOf(image), image])), [images])
  const storedOf = (image: ShownImage) => stored.get(galleryKeyOf(image))
  return (
    <ViewerDialog
      images={shown}
      start={start}
      mode={mode}
      onShow={onShow}
      onClose={onClose}
      onUseAsInit={({ sha256 }) => commands.startFrom(sha256)}
      isStarred={(image) => storedOf(image)?.starred ?? false}
      onStar={(image, starred) => {
        const meant = storedOf(image)
        if (meant) commands.star(meant, starred)
      }}
      onDelete={(image) => {
        const meant = storedOf(image)
        if (meant) commands.remove(meant)
      }}
    />
  )
}
