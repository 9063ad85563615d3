"use client"

import { ViewerDialog } from "#components/images/viewer/viewer-dialog"
import { useWorkspace } from "#components/playground/playground-context"
import { useInitImage } from "./use-init-image"
import { useInitPicture } from "./use-init-picture"
import { useShownPictures } from "./use-shown-pictures"

/** The viewer over the pictures of all columns, opened on one of them. */
export function ShownViewer({
  runId,
  index,
  onClose,
}: {
  runId: string
  index: number
  onClose: () => void
}) {
  const images = useShownPictures()
  const isBlind = useWorkspace(({ view }) => view.blind !== undefined)
  const { take } = useInitImage()
  const { initImage, isPending } = useInitPicture()
  const start = images.findIndex((image) => image.runId === runId && image.index === index)
  // The init image is compared with too.
  if (isPending) return null
  return (
    <ViewerDialog
      images={images}
      start={Math.max(0, start)}
      initImage={initImage}
      onClose={onClose}
      isBlind={isBlind}
      onUseAsInit={
        isBlind
          ? undefined
          : (image) => {
              take(image.sha256)
              onClose()
            }
      }
    />
  )
}
