"use client"

import { type ReactNode, useMemo } from "react"
import { SyncedZoomProvider } from "#components/images/viewer/synced-zoom"
import { PlaygroundProvider, usePlayground } from "#components/playground/playground-context"
import { ImageSheets } from "./image-sheets"
import { useLostImage } from "./use-lost-image"
import { useKeepPreviews } from "./use-unfinished"

/** What the page of images has around the playground: one zoom for all pictures, and what lies over the page. */
export function ImageFrame({ children }: { children: ReactNode }) {
  useKeepPreviews()
  const stores = usePlayground()
  const lost = useLostImage()
  const value = useMemo(() => ({ ...stores, lost }), [stores, lost])
  return (
    <SyncedZoomProvider>
      <PlaygroundProvider value={value}>{children}</PlaygroundProvider>
      <ImageSheets />
    </SyncedZoomProvider>
  )
}
