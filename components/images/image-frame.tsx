"use client"

import type { ReactNode } from "react"
import { SyncedZoomProvider } from "#components/images/viewer/synced-zoom"
import { ImageSheets } from "./image-sheets"
import { useKeepPreviews } from "./use-unfinished"

/** What the page of images has around the playground: one zoom for all pictures, and what lies over the page. */
export function ImageFrame({ children }: { children: ReactNode }) {
  useKeepPreviews()
  return (
    <SyncedZoomProvider>
      {children}
      <ImageSheets />
    </SyncedZoomProvider>
  )
}
