"use client"

import { useMemo } from "react"
import { usePlayground, useWorkspace } from "#components/playground/playground-context"
import { useColumnNames } from "#components/playground/use-column-names"
import { useEndedRuns } from "#components/playground/use-progress"
import type { ShownImage } from "#lib/client/images/shown-image"
import { shownCell, shownColumns } from "#lib/client/workspace"
import { usePictureText } from "./use-picture-text"

/** A picture that the page shows, and the column that made it. */
export interface PlacedImage extends ShownImage {
  columnId: string
  seed: number | undefined
}

/** All finished pictures that the columns show just now, in their order. */
export function useShownPictures(): PlacedImage[] {
  const { outputs } = usePlayground()
  const columns = useWorkspace((workspace) => workspace.columns)
  const view = useWorkspace((workspace) => workspace.view)
  const variables = useWorkspace((workspace) => workspace.variables)
  const names = useColumnNames()
  const { factsOf, altOf } = usePictureText()
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
      shown.flatMap(({ column, runId }, place) => {
        const run = ended[place] ?? (runId === undefined ? undefined : outputs.run(runId))
        const images = (run?.images ?? []).filter(({ partial }) => !partial)
        const name = names.get(column.id) ?? ""
        return images.map(
          (image): PlacedImage => ({
            ...image,
            runId: run?.runId ?? "",
            columnId: column.id,
            seed: image.seed,
            label: images.length > 1 ? `${name} · ${image.index + 1}` : name,
            alt: altOf(column, image),
            // Judged blind, settings are what nobody is to see.
            facts: view.blind ? [] : factsOf(column, image),
          }),
        )
      }),
    [shown, ended, outputs, names, altOf, factsOf, view.blind],
  )
}
