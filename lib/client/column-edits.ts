import type { ParameterValue } from "#lib/domain/parameters"
import { maxColumns, maxSamples } from "#lib/domain/setup"
import { type Column, type ColumnResult, initialParameters } from "./workspace.ts"
import type { Edit } from "./workspace-edits.ts"
import { kindOf } from "./workspace-kind.ts"

/** Changes one column; the others stay the same objects. */
export const changeColumn =
  (id: string, change: (column: Column) => Column): Edit =>
  ({ columns }) => ({ columns: columns.map((column) => (column.id === id ? change(column) : column)) })

/** Up to this many columns have room for all their settings at once; one more folds those of the others. */
const columnsWithSettings = 2

/**
 * Puts a copy of a column (the last one without an id) right after it, without results, with its settings unfolded. Of
 * more than two columns only the new one's stay so.
 */
export const duplicateColumn =
  (newId: string, id?: string): Edit =>
  ({ columns, view }) => {
    const index = id === undefined ? columns.length - 1 : columns.findIndex((column) => column.id === id)
    const source = columns[index]
    if (!source || columns.length >= maxColumns) return {}
    const { name: _, ...copy } = source
    const open = columns.length + 1 > columnsWithSettings ? [] : view.openSettings
    return {
      columns: columns.toSpliced(index + 1, 0, { ...copy, id: newId, results: {} }),
      view: { ...view, openSettings: [...open, newId], ...placeInDraw(view.blind, newId) },
    }
  }

/** A column that comes while names are hidden stands last. */
const placeInDraw = (blind: string[] | undefined, id: string) => (blind ? { blind: [...blind, id] } : {})

/** Removes a column, unless it is the only one; the first one left is the baseline when it was. */
export const removeColumn =
  (id: string): Edit =>
  ({ columns, baselineId, view }) => {
    const rest = columns.filter((column) => column.id !== id)
    const [first] = rest
    if (!first) return {}
    const without = (ids: string[]) => ids.filter((other) => other !== id)
    return {
      columns: rest,
      baselineId: baselineId === id ? first.id : baselineId,
      view: {
        ...view,
        openSettings: without(view.openSettings),
        selected: without(view.selected),
        ...(view.blind ? { blind: without(view.blind) } : {}),
      },
    }
  }

/** Moves a column to a place, counted from 0; past an end it stays at the end. */
export const moveColumn =
  (id: string, to: number): Edit =>
  ({ columns }) => {
    const column = columns.find((other) => other.id === id)
    if (!column) return {}
    const rest = columns.filter((other) => other.id !== id)
    return { columns: rest.toSpliced(Math.min(rest.length, Math.max(0, to)), 0, column) }
  }

/** Names a column; an empty name gives it its letter back. */
export const renameColumn = (id: string, name: string): Edit =>
  changeColumn(id, ({ name: _, ...column }) =>
    name.trim() === "" ? column : { ...column, name: name.trim().slice(0, 60) },
  )

export const setBaseline =
  (baselineId: string): Edit =>
  () => ({ baselineId })

export const setModel = (columnId: string, connectionId: string, model: string): Edit =>
  changeColumn(columnId, (column) => ({ ...column, connectionId, model }))

/** Sets a parameter of these columns: of one, or of all that move together. */
export const setParameter =
  (columnIds: string[], name: string, value: ParameterValue): Edit =>
  ({ columns }) => ({
    columns: columns.map((column) =>
      columnIds.includes(column.id)
        ? { ...column, parameters: { ...column.parameters, [name]: { on: true, value } } }
        : column,
    ),
  })

/** Switches a parameter on or off; off, it keeps its value for later. */
export const switchParameter =
  (columnIds: string[], name: string, on: boolean, initial: ParameterValue): Edit =>
  ({ columns }) => ({
    columns: columns.map((column) =>
      columnIds.includes(column.id)
        ? {
            ...column,
            parameters: {
              ...column.parameters,
              [name]: { on, value: column.parameters[name]?.value ?? initial },
            },
          }
        : column,
    ),
  })

export const resetParameters =
  (columnId: string): Edit =>
  (workspace) =>
    changeColumn(columnId, (column) => ({
      ...column,
      parameters: initialParameters(kindOf(workspace.mode)),
    }))(workspace)

/** Gives a column its own text, or (undefined) the shared one back. */
export const setOverride = (
  columnId: string,
  part: "prompt" | "system" | "prefix",
  text: string | undefined,
): Edit =>
  changeColumn(columnId, ({ [part]: _, lead, ...column }) => ({
    ...column,
    // A prompt that was changed no longer ends in an answer's beginning.
    ...(part === "system" && lead !== undefined ? { lead } : {}),
    ...(text === undefined ? {} : { [part]: text }),
  }))

/** Says with what beginning of an answer a column's own prompt ends. */
export const setLead = (columnId: string, lead: string): Edit =>
  changeColumn(columnId, (column) => ({ ...column, lead }))

export const setSamples = (columnIds: string[], samples: number): Edit =>
  function repeated({ columns }) {
    const count = Math.min(maxSamples, Math.max(1, Math.round(samples)))
    return {
      columns: columns.map((column) =>
        columnIds.includes(column.id) ? { ...column, samples: count } : column,
      ),
    }
  }

/** Puts results into cells; undefined takes them out. Columns that none of them concerns stay the same objects. */
export const setResults =
  (changes: { columnId: string; cell: string; result: ColumnResult | undefined }[]): Edit =>
  ({ columns }) => ({
    columns: columns.map((column) => {
      const own = changes.filter(({ columnId }) => columnId === column.id)
      if (own.length === 0) return column
      const results = { ...column.results }
      for (const { cell, result } of own)
        if (result) results[cell] = result
        else delete results[cell]
      return { ...column, results }
    }),
  })

/** Takes out the results of rows that the table has no more and of samples that a column has no more. */
export const pruneResults: Edit = ({ columns, variables }) => {
  const rows = new Set(variables.rows.map(({ id }) => id))
  return {
    columns: columns.map((column) => {
      const kept = Object.entries(column.results).filter(([cell]) => {
        const [rowId = "", sample] = cell.split("/")
        return rows.has(rowId) && Number(sample) < column.samples
      })
      return kept.length === Object.keys(column.results).length
        ? column
        : { ...column, results: Object.fromEntries(kept) }
    }),
  }
}

/** Unfolds a column's settings, or folds them. */
export const toggleSettings =
  (columnId: string): Edit =>
  ({ view }) => ({
    view: {
      ...view,
      openSettings: view.openSettings.includes(columnId)
        ? view.openSettings.filter((id) => id !== columnId)
        : [...view.openSettings, columnId],
    },
  })

/** Folds all settings when any is unfolded, else unfolds all. */
export const toggleAllSettings = (): Edit => (workspace) => ({
  view: {
    ...workspace.view,
    openSettings: workspace.view.openSettings.length > 0 ? [] : workspace.columns.map(({ id }) => id),
  },
})

/** Takes a column among those whose settings move together, or out of them. */
export const toggleSelected =
  (columnId: string): Edit =>
  ({ view }) => ({
    view: {
      ...view,
      selected: view.selected.includes(columnId)
        ? view.selected.filter((id) => id !== columnId)
        : [...view.selected, columnId],
    },
  })

/** The columns whose settings move together with one: itself, and the other selected ones when it is selected. */
export function linkedColumns(selected: string[], columnId: string): string[] {
  return selected.includes(columnId) && selected.length > 1 ? selected : [columnId]
}
