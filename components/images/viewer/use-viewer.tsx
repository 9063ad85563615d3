"use client"

import { useCallback, useState } from "react"
import type { InitPicture, ShownImage } from "#lib/client/images/shown-image"
import {
  openedOn,
  type ViewerAction,
  type ViewerMode,
  type ViewerState,
  viewerAfter,
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
  const act = useCallback(
    (action: ViewerAction) => setState((before) => viewerAfter(before, action, { count, hasInit })),
    [count, hasInit],
  )
  const pictureOf = useViewedPicture(images, initImage)
  return { state, act, shown: pictureOf(state.a), other: pictureOf(state.b) }
}
