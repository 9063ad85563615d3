"use client"

import { createContext, type ReactNode, useContext, useMemo, useState } from "react"
import { createZoomStore, type ZoomStore } from "#lib/client/images/zoom-store"

export interface SyncedZoom {
  /** The view that all pictures share while they are zoomed together. */
  shared: ZoomStore
  together: boolean
  setTogether: (together: boolean) => void
}

const SyncedZoomContext = createContext<SyncedZoom | undefined>(undefined)

/** Lets all ZoomablePictures inside be zoomed and moved together. */
export function SyncedZoomProvider({ children }: { children: ReactNode }) {
  const [shared] = useState(createZoomStore)
  const [together, setTogether] = useState(true)
  const zoom = useMemo(() => ({ shared, together, setTogether }), [shared, together])
  return <SyncedZoomContext value={zoom}>{children}</SyncedZoomContext>
}

/** What the pictures of a page share; undefined outside of a SyncedZoomProvider: each is on its own there. */
export function useSyncedZoom(): SyncedZoom | undefined {
  return useContext(SyncedZoomContext)
}

/** The view that a picture follows: the shared one, or its own. */
export function usePictureZoom(): ZoomStore {
  const synced = useSyncedZoom()
  const [own] = useState(createZoomStore)
  return synced?.together ? synced.shared : own
}
