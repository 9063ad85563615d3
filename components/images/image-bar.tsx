"use client"

import { ZoomTogether } from "#components/images/viewer/zoom-together"
import { useIsComparison, useWorkspace } from "#components/playground/playground-context"
import { ColumnsSheet } from "./columns-sheet"
import { SizeLadder } from "./size-ladder"

/** What concerns the pictures of all columns: how they are looked at, and how they are made larger. */
export function ImageBar() {
  const isComparison = useIsComparison()
  const hasResults = useWorkspace(({ columns }) =>
    columns.some(({ results }) => Object.keys(results).length > 0),
  )
  if (!hasResults) return null
  return (
    <>
      {isComparison ? <ZoomTogether /> : null}
      <ColumnsSheet />
      <SizeLadder />
    </>
  )
}
