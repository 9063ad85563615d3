"use client"

import { useCallback, useState } from "react"
import type { InitPicture, ShownImage } from "#lib/client/images/shown-image"
import {
  openedOn,
  type ViewerAction,
  type ViewerMode,
  type ViewerState,
  viewerAfter,
  viewerOver,
} from "#lib/client/images/viewer-state"
import { useViewedPicture, type ViewedPicture } from "./viewed-picture"

export interface Viewer {
  state: ViewerState
  act: (action: ViewerAction) => void
  shown: ViewedPicture | undefined
  /** What it is compared with; undefined when there is nothing else. */
  other: ViewedPicture | undefined
}

/** Which pictures the viewer shows, and how. */
export function useViewer(
  images: ShownImage[],
  initImage: InitPicture | undefined,
  start: number,
  mode: ViewerMode | undefined,
): Viewer {
  const count = images.length
  const hasInit = initImage !== undefined
  const [state, setState] = useState(() => openedOn(start, { count, hasInit }, mode))
  const [listed, setListed] = useState(images)
  if (listed !== images) {
    // While it is rendered: places of the list before would name other pictures for a moment.
    setListed(images)
    setState((before) => viewerOver(before, placesOver(listed, images), { count, hasInit }))
  }
  const act = useCallback(
    (action: ViewerAction) => setState((before) => viewerAfter(before, action, { count, hasInit })),
    [count, hasInit],
  )
  const pictureOf = useViewedPicture(images, initImage)
  return { state, act, shown: pictureOf(state.a), other: pictureOf(state.b) }
}

/** Returns the function that says where a picture of one list is in another. */
function placesOver(before: ShownImage[], now: ShownImage[]) {
  return (place: number): number | undefined => {
    const image = before[place]
    const at = now.findIndex(({ runId, index }) => runId === image?.runId && index === image.index)
    return at === -1 ? undefined : at
  }
}
