"use client"

import { useMemo } from "react"
import { usePlayground, useWorkspace } from "#components/playground/playground-context"
import { useEndedRuns } from "#components/playground/use-progress"
import { shownCell, shownColumns, shownRowId } from "#lib/client/workspace"
import { useMadeVariants } from "./use-made"
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
        result: column.results[shownCell({ variables, view }, column)],
      })),
    [columns, view, variables],
  )
  const ended = useEndedRuns(useMemo(() => shown.map(({ result }) => result?.runId), [shown]))
  const rowId = shownRowId({ variables, view })
  const made = useMadeVariants(
    useMemo(
      () => shown.flatMap(({ column, result }) => (result ? [{ columnId: column.id, rowId, result }] : [])),
      [shown, rowId],
    ),
  )
  return useMemo(
    () =>
      shown.flatMap(({ column, result }, place) => {
        if (!result) return []
        const { runId } = result
        return imagesOf(column, ended[place] ?? outputs.run(runId), { made: made.get(runId) })
      }),
    [shown, ended, outputs, imagesOf, made],
  )
}
