"use client"

import { lazy, Suspense } from "react"
import { ExportJob } from "./export-job"
import { type Sheet, usePlayground } from "./playground-context"

const CodeDialog = lazy(() =>
  import("#components/code/code-dialog").then((module) => ({ default: module.CodeDialog })),
)

/** What lies over a page of either kind; what belongs to pictures stands with them. */
export function PageSheet({ sheet }: { sheet: Sheet }) {
  const store = usePlayground().sheet
  const close = () => store.setState(undefined, true)
  if (sheet.kind === "export") return <ExportJob key={sheet.format} format={sheet.format} onDone={close} />
  if (sheet.kind !== "code") return null
  return (
    <Suspense>
      <CodeDialog columnId={sheet.columnId} onClose={close} />
    </Suspense>
  )
}
