"use client"

import { useMemo } from "react"
import { useShallow } from "zustand/react/shallow"
import type { PromptParts } from "#lib/client/column-prompt"
import { rowsOf } from "#lib/client/run-plan"
import type { Row, Workspace } from "#lib/client/workspace"
import { useWorkspace } from "./playground-context"

/** What all columns' prompts are made of; the same object until a part of it changes. */
export function usePromptSources(): PromptParts & Pick<Workspace, "columns"> {
  return useWorkspace(
    useShallow(({ mode, promptText, suffix, negative, system, turns, prefix, columns }) => ({
      mode,
      promptText,
      suffix,
      negative,
      system,
      turns,
      prefix,
      columns,
    })),
  )
}

/** The rows that a run goes through. */
export function useRows(): Row[] {
  const sources = usePromptSources()
  const variables = useWorkspace((workspace) => workspace.variables)
  return useMemo(() => rowsOf({ ...sources, variables }), [sources, variables])
}

/** True while results stand as a table of rows and columns. */
export function useIsTable(): boolean {
  const rows = useRows()
  const layout = useWorkspace(({ view }) => view.layout)
  return rows.length > 1 && layout === "table"
}
