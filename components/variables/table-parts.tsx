import { renameVariable } from "#lib/client/variables-edits"
import type { Variables } from "#lib/domain/setup-schema"
import type { TableActions } from "./use-table-actions"

/** What both ways of showing the variables take. */
export interface TablePartsProps {
  variables: Variables
  used: string[]
  /** As they are shown: those of the prompt first. */
  columns: string[]
  onChange: (next: Variables) => void
  onRenameUsed?: (from: string, to: string) => void
  actions: TableActions
}

/** How a column is renamed; undefined for one that has its name from the prompt. */
export function renamerOf({ variables, used, onChange, onRenameUsed }: TablePartsProps, name: string) {
  const isUsed = used.includes(name)
  if (isUsed ? !onRenameUsed : !variables.names.includes(name)) return undefined
  return (to: string) => {
    if (to === name) return
    onChange(renameVariable(variables, name, to))
    if (isUsed) onRenameUsed?.(name, to)
  }
}
