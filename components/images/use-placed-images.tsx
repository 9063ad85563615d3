"use client"

import { useCallback } from "react"
import { useTranslations } from "use-intl"
import { useWorkspace } from "#components/playground/playground-context"
import { useColumnNames } from "#components/playground/use-column-names"
import type { ShownImage } from "#lib/client/images/shown-image"
import type { Column } from "#lib/client/workspace"
import type { RunState } from "#lib/domain/run"
import { type PictureOf, usePictureText } from "./use-picture-text"

/** A picture that the page shows, and the column that made it. */
export interface PlacedImage extends ShownImage {
  columnId: string
  seed: number | undefined
}

/** Returns the function that names a column's finished pictures; `of`: what made them. */
export function usePlacedImages(): (
  column: Column,
  run: RunState | undefined,
  of?: PictureOf,
) => PlacedImage[] {
  const isBlind = useWorkspace(({ view }) => view.blind !== undefined)
  const t = useTranslations("images.picture")
  const names = useColumnNames()
  const { factsOf, altOf } = usePictureText()
  return useCallback(
    (column, run, of) => {
      const images = (run?.images ?? []).filter(({ partial }) => !partial)
      const name = names.get(column.id) ?? ""
      return images.map((image) => ({
        ...image,
        runId: run?.runId ?? "",
        columnId: column.id,
        seed: image.seed,
        label: images.length > 1 ? `${name} · ${image.index + 1}` : name,
        // Judged blind, settings are what nobody is to see, nor to hear.
        alt: isBlind ? t("blind", { name }) : altOf(column, image, of),
        facts: isBlind ? [] : factsOf(column, image, of),
      }))
    },
    [isBlind, names, factsOf, altOf, t],
  )
}
