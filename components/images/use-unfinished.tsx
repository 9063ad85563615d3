"use client"

import { useEffect, useMemo } from "react"
import { usePlayground, useResult, useRun } from "#components/playground/playground-context"
import { createUnfinishedPreviews, imageAsData } from "#lib/client/images/unfinished-previews"
import { isFinal } from "#lib/domain/outcome"
import type { ImageResult } from "#lib/domain/outcome-schema"

/** This tab's: where the browser lets us look at its storage only in a call, so do we. */
const previews = createUnfinishedPreviews(
  {
    getItem: (key) => sessionStorage.getItem(key),
    setItem: (key, value) => sessionStorage.setItem(key, value),
  },
  imageAsData,
)

/** Keeps the previews of all runs of the page that are broken off, shown just then or not. */
export function useKeepPreviews(): void {
  const { outputs } = usePlayground()
  useEffect(
    () =>
      outputs.subscribeToBatches((change) => {
        if (change.kind !== "ended" || change.run.status === "succeeded") return
        void previews.keep(change.run.runId, change.before?.images ?? [])
      }),
    [outputs],
  )
}

/** What a column shows of its run: the pictures, and of one that was broken off the previews that were kept. */
export function useShownImages(columnId: string): ImageResult[] | undefined {
  const runId = useResult(columnId)?.runId
  const images = useRun(columnId, (run) => run.images)
  const isBrokenOff = useRun(columnId, ({ status }) => isFinal(status) && status !== "succeeded") ?? false
  return useMemo(() => {
    if (!isBrokenOff || runId === undefined) return images
    const made = images ?? []
    const kept = previews.of(runId).filter((one) => !made.some(({ index }) => index === one.index))
    return [...made, ...kept].sort((a, b) => a.index - b.index)
  }, [images, isBrokenOff, runId])
}

/** Where a preview can be looked at. */
export const previewAddress = (sha256: string): string => previews.addressOf(sha256)
