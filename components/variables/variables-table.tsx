"use client"

import { Ellipsis, FileUp, Plus } from "lucide-react"
import { useId, useRef } from "react"
import { useTranslations } from "use-intl"
import { Button } from "#components/ui/button"
import { classNames } from "#components/ui/class-names"
import { IconButton } from "#components/ui/icon-button"
import { Menu } from "#components/ui/menu"
import { addRow, addVariable, isEmptyTable } from "#lib/client/variables-edits"
import { maxRows } from "#lib/domain/setup"
import type { Variables } from "#lib/domain/setup-schema"
import { AddVariable } from "./add-variable"
import { MissingLine } from "./missing-line"
import { TableProblemCard } from "./table-problem"
import { useFileDrop } from "./use-file-drop"
import { useTableActions } from "./use-table-actions"
import { VariableFields } from "./variable-fields"
import { VariablesGrid } from "./variables-grid"

export interface VariablesTableProps {
  variables: Variables
  /** The names in the prompt, in their order (`variablesInAll`); each has a column, written or not. */
  used: string[]
  onChange: (next: Variables) => void
  /** Renames a variable in the prompt too; without it, a name that the prompt uses cannot be renamed here. */
  onRenameUsed?: (from: string, to: string) => void
  className?: string
}

/**
 * The values of the prompt's variables: a field for each while there is one row, a table for more. A CSV file can be
 * chosen or dropped anywhere on it, cells of a spreadsheet can be pasted.
 */
export function VariablesTable({ variables, used, onChange, onRenameUsed, className }: VariablesTableProps) {
  const t = useTranslations("variables")
  const fileInput = useRef<HTMLInputElement>(null)
  const hintId = useId()
  const { actions, refused, dismiss, isReading } = useTableActions({ variables, onChange })
  const drop = useFileDrop(actions.importFile)
  const columns = [...used, ...variables.names.filter((name) => !used.includes(name))]
  const isFull = variables.rows.length >= maxRows
  const chooseFile = () => fileInput.current?.click()
  const parts = { variables, used, columns, onChange, onRenameUsed, actions }
  return (
    <section
      {...drop.handlers}
      aria-label={t("title")}
      className={classNames("relative flex flex-col gap-2", className)}
    >
      <div className="flex flex-wrap items-center gap-x-2 gap-y-1">
        <div className="-ml-2 flex flex-wrap items-center">
          <Button
            size="sm"
            variant="ghost"
            disabled={isFull}
            title={isFull ? t("full", { max: maxRows }) : undefined}
            onClick={() => onChange(addRow(variables))}
          >
            <Plus aria-hidden size={14} />
            {t("addRow")}
          </Button>
          <AddVariable columns={columns} onAdd={(name) => onChange(addVariable(variables, name))} />
          <Button size="sm" variant="ghost" busy={isReading} aria-describedby={hintId} onClick={chooseFile}>
            <FileUp aria-hidden size={14} />
            {t("import")}
          </Button>
          <Menu
            label={t("more")}
            align="end"
            trigger={(trigger) => (
              <IconButton {...trigger} label={t("more")} size="sm">
                <Ellipsis aria-hidden size={14} />
              </IconButton>
            )}
            entries={[
              {
                kind: "item",
                label: t("clear"),
                danger: true,
                disabled: isEmptyTable(variables) && variables.rows.length === 1,
                onSelect: actions.clear,
              },
            ]}
          />
        </div>
        <input
          ref={fileInput}
          type="file"
          accept=".csv,.tsv,.txt,text/csv,text/tab-separated-values,text/plain"
          aria-label={t("import")}
          tabIndex={-1}
          hidden
          onChange={(event) => {
            const file = event.target.files?.[0]
            // So that the same file can be chosen again once it has been put right.
            event.target.value = ""
            if (file) actions.importFile(file)
          }}
        />
      </div>
      {refused ? (
        <TableProblemCard
          refused={refused}
          onTake={() => refused.firstRows && actions.take(refused.firstRows)}
          onChooseFile={chooseFile}
          onDismiss={dismiss}
        />
      ) : null}
      {columns.length > 0 && variables.rows.length > 1 ? <VariablesGrid {...parts} /> : null}
      {columns.length > 0 && variables.rows.length === 1 ? <VariableFields {...parts} /> : null}
      <MissingLine variables={variables} used={used} />
      <p id={hintId} className="text-pretty text-ink-3 text-xs">
        {columns.length === 0 ? t("none", { mark: "{{name}}" }) : t("hint")}
      </p>
      {drop.isOver ? (
        <div className="pointer-events-none absolute inset-0 z-30 grid place-items-center rounded border-2 border-accent-strong border-dashed bg-accent-soft font-medium text-accent-ink text-sm">
          {t("drop")}
        </div>
      ) : null}
    </section>
  )
}
