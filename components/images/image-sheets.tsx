"use client"

import { lazy, Suspense } from "react"
import { useStore } from "zustand"
import { usePlayground } from "#components/playground/playground-context"

const StripDialog = lazy(() => import("./strip-dialog").then((module) => ({ default: module.StripDialog })))
const ShownViewer = lazy(() => import("./shown-viewer").then((module) => ({ default: module.ShownViewer })))

/** What lies over the page of images, when something does. */
export function ImageSheets() {
  const { sheet } = usePlayground()
  const shown = useStore(sheet)
  const close = () => sheet.setState(undefined, true)
  if (shown?.kind !== "strip" && shown?.kind !== "viewer") return null
  return (
    <Suspense>
      {shown.kind === "strip" ? (
        <StripDialog columnId={shown.columnId} parameter={shown.parameter} onClose={close} />
      ) : (
        <ShownViewer runId={shown.runId} index={shown.index} onClose={close} />
      )}
    </Suspense>
  )
}
