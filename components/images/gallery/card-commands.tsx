import type { GalleryImage } from "#lib/domain/gallery"

/** What a picture of the grid can ask for; the same functions over all renders, so that no card renders in vain. */
export interface CardCommands {
  /** Opens the viewer on a place of the list. */
  open: (at: number) => void
  select: (image: GalleryImage) => void
  star: (image: GalleryImage, starred: boolean) => void
  remove: (image: GalleryImage) => void
  startFrom: (sha256: string) => void
}
