"use client"

import { useQuery } from "@tanstack/react-query"
import { ViewerDialog } from "#components/images/viewer/viewer-dialog"
import { useWorkspace } from "#components/playground/playground-context"
import { imageSizeQuery } from "#lib/client/api/image-size"
import { useInitImage } from "./use-init-image"
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
  const sha256 = useWorkspace(({ initImage }) => initImage?.sha256)
  const size = useQuery({ ...imageSizeQuery(sha256 ?? ""), enabled: sha256 !== undefined })
  const start = images.findIndex((image) => image.runId === runId && image.index === index)
  // The init image is compared with too: the viewer opens once its size is known, or known to be unknown.
  if (sha256 !== undefined && size.isPending) return null
  return (
    <ViewerDialog
      images={images}
      start={Math.max(0, start)}
      initImage={sha256 !== undefined && size.data ? { sha256, ...size.data } : undefined}
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
