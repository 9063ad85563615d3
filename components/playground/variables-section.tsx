"use client"

import { lazy, Suspense, useMemo, useState } from "react"
import { useTranslations } from "use-intl"
import { Skeleton } from "#components/ui/skeleton"
import { usedVariables } from "#lib/client/column-prompt"
import { renameInPrompts } from "#lib/client/workspace-edits"
import type { Variables } from "#lib/domain/setup-schema"
import { FoldSection } from "./fold-section"
import { useEdit, useWorkspace } from "./playground-context"
import { usePromptSources } from "./use-rows"

const VariablesTable = lazy(() =>
  import("#components/variables/variables-table").then((module) => ({ default: module.VariablesTable })),
)

/** What the prompt's `{{variables}}` stand for, row by row. Opens by itself when the prompt names the first one. */
export function VariablesSection() {
  const t = useTranslations("columns.variables")
  const edit = useEdit()
  const sources = usePromptSources()
  const variables = useWorkspace((workspace) => workspace.variables)
  const used = useMemo(() => usedVariables(sources), [sources])
  const [choice, setChoice] = useState<boolean>()
  const isOpen = choice ?? used.length > 0
  const rows = used.length > 0 || variables.names.length > 0 ? variables.rows.length : 0
  const change = (next: Variables) => edit(() => ({ variables: next }))
  return (
    <FoldSection
      title={t("title")}
      summary={
        rows === 0
          ? t("none", { example: "{{name}}" })
          : t("summary", { names: new Set([...used, ...variables.names]).size, rows })
      }
      isOpen={isOpen}
      onToggle={() => setChoice(!isOpen)}
    >
      <Suspense fallback={<Skeleton className="h-24 w-full" />}>
        <VariablesTable
          variables={variables}
          used={used}
          onChange={change}
          onRenameUsed={(from, to) => edit(renameInPrompts(from, to))}
        />
      </Suspense>
    </FoldSection>
  )
}
