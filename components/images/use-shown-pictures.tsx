"use client"

import { useMemo } from "react"
import { usePlayground, useWorkspace } from "#components/playground/playground-context"
import { useEndedRuns } from "#components/playground/use-progress"
import { shownCell, shownColumns } from "#lib/client/workspace"
import { type PlacedImage, usePlacedImages } from "./use-placed-images"

/** All finished pictures that the columns show just now, in their order. */
export function useShownPictures(): PlacedImage[] {
  const { outputs } = usePlayground()
  const columns = useWorkspace((workspace) => workspace.columns)
  const view = useWorkspace((workspace) => workspace.view)
  const variables = useWorkspace((workspace) => workspace.variables)
  const imagesOf = usePlacedImages()
  const shown = useMemo(
    () =>
      shownColumns({ columns, view }).map((column) => ({
        column,
        runId: column.results[shownCell({ variables, view }, column)]?.runId,
      })),
    [columns, view, variables],
  )
  const ended = useEndedRuns(useMemo(() => shown.map(({ runId }) => runId), [shown]))
  return useMemo(
    () =>
      shown.flatMap(({ column, runId }, place) =>
        imagesOf(column, ended[place] ?? (runId === undefined ? undefined : outputs.run(runId))),
      ),
    [shown, ended, outputs, imagesOf],
  )
}
