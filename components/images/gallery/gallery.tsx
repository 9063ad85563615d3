"use client"

import { useRouter } from "next/navigation"
import { lazy, Suspense, useMemo, useRef, useState } from "react"
import { useTranslations } from "use-intl"
import { LoadFault } from "#components/shell/load-fault"
import type { GalleryImage } from "#lib/domain/gallery"
import type { CardCommands } from "./card-commands"
import { GalleryGrid } from "./gallery-grid"
import { GalleryHead } from "./gallery-head"
import { GallerySelectionBar } from "./gallery-selection-bar"
import { GallerySkeleton, NoPictures } from "./gallery-states"
import { useGalleryActions } from "./use-gallery-actions"
import { useGalleryList } from "./use-gallery-list"
import { useGallerySelection } from "./use-gallery-selection"

const GalleryViewer = lazy(() =>
  import("./gallery-viewer").then((module) => ({ default: module.GalleryViewer })),
)

/** What the viewer is open on: a place of the list, or the selected pictures. */
type Opened = { kind: "list"; start: number } | { kind: "selected" }

/** A selected picture as it is now: it may have been starred since. */
function asListed(image: GalleryImage, listed: GalleryImage[]): GalleryImage {
  return listed.find(({ runId, index }) => runId === image.runId && index === image.index) ?? image
}

/** Every picture that the person has made. */
export function Gallery() {
  const t = useTranslations("images.gallery")
  const list = useGalleryList()
  const selection = useGallerySelection()
  const { star, remove } = useGalleryActions(selection.drop)
  const router = useRouter()
  const [opened, setOpened] = useState<Opened>()
  const grid = useRef<{ focusAt: (place: number) => void }>(null)
  const lastShown = useRef<number>(undefined)

  const commands = useMemo(
    (): CardCommands => ({
      open: (start) => setOpened({ kind: "list", start }),
      select: selection.toggle,
      star,
      remove,
      startFrom: (sha256) => router.push(`/images?init=${sha256}`),
    }),
    [selection.toggle, star, remove, router],
  )
  const close = () => {
    setOpened(undefined)
    const place = lastShown.current
    lastShown.current = undefined
    // After the browser has given the focus back to where the viewer was opened from.
    if (place !== undefined) requestAnimationFrame(() => grid.current?.focusAt(place))
  }
  const onShow = (at: number) => {
    lastShown.current = at
    if (at >= list.images.length - 12) list.loadMore()
  }
  return (
    <div className="flex min-h-0 flex-1 flex-col bg-surface">
      <h1 className="sr-only">{t("title")}</h1>
      <GalleryHead />
      {list.state === "pending" ? (
        <GallerySkeleton />
      ) : list.state === "failed" ? (
        <LoadFault error={list.error} onRetry={list.retry} />
      ) : list.images.length === 0 ? (
        <NoPictures />
      ) : (
        <GalleryGrid ref={grid} list={list} selection={selection} commands={commands} />
      )}
      <GallerySelectionBar selection={selection} onCompare={() => setOpened({ kind: "selected" })} />
      {opened ? (
        <Suspense>
          {opened.kind === "list" ? (
            <GalleryViewer
              images={list.images}
              start={opened.start}
              commands={commands}
              onShow={onShow}
              onClose={close}
            />
          ) : (
            <GalleryViewer
              images={[...selection.chosen.values()].map((image) => asListed(image, list.images))}
              start={1}
              mode="side"
              commands={commands}
              onClose={close}
            />
          )}
        </Suspense>
      ) : null}
    </div>
  )
}
