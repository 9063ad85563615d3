import { createStore, type StoreApi } from "zustand/vanilla"
import { fit, type View } from "./zoom.ts"

/** A view that one picture has, or many share. */
export interface Zoom {
  view: View
  look: (view: View) => void
}

export type ZoomStore = StoreApi<Zoom>

/** Kept outside of React: pictures follow it by themselves, so that a drag renders nothing. */
export function createZoomStore(): ZoomStore {
  return createStore((set) => ({
    view: fit,
    look: (view) => set({ view }),
  }))
}
