"use client"

import { ContactSheetMenu } from "#components/images/gallery/contact-sheet-menu"
import type { SheetContent } from "#components/images/gallery/use-contact-sheet"
import { useDifferences } from "#components/playground/differences"
import { useFactText } from "#components/playground/fact-text"
import { useWorkspace } from "#components/playground/playground-context"
import { useColumnNames } from "#components/playground/use-column-names"
import { useRows } from "#components/playground/use-rows"
import { useRunReader } from "#components/playground/use-run-reader"
import { sharedPromptText, usedVariables } from "#lib/client/column-prompt"
import { sheetGrid } from "#lib/client/images/sheet-grid"
import { type Column, cellKey, type Row, shownColumns, shownSample } from "#lib/client/workspace"
import { useReadMade } from "./use-made"
import { usePlacedImages } from "./use-placed-images"
import { useShownPictures } from "./use-shown-pictures"

/** Saves the pictures that the columns have made of all rows as a contact sheet, each with its settings. */
export function ColumnsSheet() {
  const images = useShownPictures()
  const grid = useColumnsGrid()
  if (images.length === 0) return null
  return <ContactSheetMenu inBar content={async () => ({ images, ...(await grid()) })} />
}

/**
 * Returns the function that puts the columns' pictures in rows and columns. Above a column stands in what it differs,
 * before a row the values that its variables had. What was changed since the pictures were made stands nowhere.
 */
function useColumnsGrid(): () => Promise<Partial<SheetContent> & Pick<SheetContent, "title">> {
  const workspace = useWorkspace((state) => state)
  const names = useColumnNames()
  const rows = useRows()
  const runOf = useRunReader()
  const differences = useDifferences()
  const factText = useFactText()
  const imagesOf = usePlacedImages()
  const readMade = useReadMade()
  return async () => {
    const columns = shownColumns(workspace)
    const resultOf = (column: Column, row: Row) =>
      column.results[cellKey(row.id, shownSample(workspace.view, column))]
    const all = rows.flatMap((row) =>
      columns.flatMap((column) => {
        const result = resultOf(column, row)
        return result ? [{ columnId: column.id, rowId: row.id, result }] : []
      }),
    )
    const made = await readMade(all)
    const changed = new Set(all.flatMap(({ columnId, result }) => (made.has(result.runId) ? [columnId] : [])))
    const used = usedVariables(workspace)
    const headings = columns.map(({ id }) => {
      // Judged blind, settings are what nobody is to see.
      const facts = workspace.view.blind || changed.has(id) ? [] : (differences.of.get(id) ?? [])
      const said = facts.map(factText).map(({ name, value }) => [name, value].filter(Boolean).join(" "))
      return [names.get(id) ?? "", ...said].join(" · ")
    })
    const lines = rows.map((row) => ({
      label: used.flatMap((name) => row.values[name] || []).join(" · "),
      cells: columns.map((column) => {
        const runId = resultOf(column, row)?.runId
        return imagesOf(column, runOf(runId), { rowId: row.id, made: made.get(runId ?? "") })
      }),
    }))
    const [first] = made.values()
    const of = rows.length === 1 && first?.prompt.kind === "image" ? first.prompt.text : undefined
    const title = of ?? sharedPromptText(workspace)
    return { title, ...sheetGrid(lines, headings) }
  }
}
