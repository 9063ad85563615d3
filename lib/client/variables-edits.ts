import { maxRows, maxTableColumns } from "#lib/domain/setup"
import type { Row, Variables } from "#lib/domain/setup-schema"
import { newId } from "./new-id.ts"

/** A change of the variables' table: what is not possible changes nothing and returns the same object. */
type Changed = Variables

export function newRow(values: Record<string, string> = {}, id = newId()): Row {
  return { id, values }
}

/** True while nobody has written anything: what replaces it loses nothing. */
export function isEmptyTable(table: Variables): boolean {
  return table.rows.every(({ values }) => Object.values(values).every((value) => value === ""))
}

/** Adds an empty row, at the end or at a place. */
export function addRow(table: Variables, at = table.rows.length, row = newRow()): Changed {
  if (table.rows.length >= maxRows) return table
  return { ...table, rows: table.rows.toSpliced(at, 0, row) }
}

/** Removes a row. The last one is emptied instead: without a row there is nothing to run. */
export function removeRow(table: Variables, id: string): Changed {
  const rest = table.rows.filter((row) => row.id !== id)
  if (rest.length === table.rows.length) return table
  return { ...table, rows: rest.length > 0 ? rest : [newRow()] }
}

/** Puts a removed row back; what took the place of the only one goes. */
export function restoreRow(table: Variables, row: Row, at: number): Changed {
  if (table.rows.length === 1 && isEmptyTable(table)) return { ...table, rows: [row] }
  return addRow(table, Math.min(at, table.rows.length), row)
}

/** Puts a copy under the row. */
export function duplicateRow(table: Variables, id: string, copyId = newId()): Changed {
  const at = table.rows.findIndex((row) => row.id === id)
  const row = table.rows[at]
  return row ? addRow(table, at + 1, newRow({ ...row.values }, copyId)) : table
}

/** Moves a row by one place or more; past an end it stays at the end. */
export function moveRow(table: Variables, id: string, by: number): Changed {
  const from = table.rows.findIndex((row) => row.id === id)
  const row = table.rows[from]
  if (!row) return table
  const to = Math.min(table.rows.length - 1, Math.max(0, from + by))
  return to === from ? table : { ...table, rows: table.rows.toSpliced(from, 1).toSpliced(to, 0, row) }
}

/** Writes a cell; a column that only the prompt named becomes one of the table. Other rows stay the same objects. */
export function setCell(table: Variables, rowId: string, name: string, value: string): Changed {
  const rows = table.rows.map((row) =>
    row.id === rowId && row.values[name] !== value
      ? { ...row, values: withValue(row.values, name, value) }
      : row,
  )
  return { names: table.names.includes(name) ? table.names : [...table.names, name], rows }
}

/** Adds a column, unless it is there or there are too many. */
export function addVariable(table: Variables, name: string): Changed {
  if (table.names.includes(name) || table.names.length >= maxTableColumns) return table
  return { ...table, names: [...table.names, name] }
}

/** Gives a column another name. One of that name that is empty makes way; one with values does not. */
export function renameVariable(table: Variables, from: string, to: string): Changed {
  if (from === to || !table.names.includes(from) || hasValues(table, to)) return table
  return {
    names: table.names.filter((name) => name !== to).map((name) => (name === from ? to : name)),
    rows: table.rows.map((row) => {
      const rest = withoutValue(withoutValue(row.values, to), from)
      const value = ownValue(row.values, from)
      return { ...row, values: value === undefined ? rest : withValue(rest, to, value) }
    }),
  }
}

/** True when any row has something in the column. */
export function hasValues(table: Variables, name: string): boolean {
  return table.rows.some(({ values }) => (ownValue(values, name) ?? "") !== "")
}

/** Removes a column and what is in it. */
export function removeVariable(table: Variables, name: string): Changed {
  if (!table.names.includes(name)) return table
  return {
    names: table.names.filter((other) => other !== name),
    rows: table.rows.map((row) => ({ ...row, values: withoutValue(row.values, name) })),
  }
}

/** Puts a removed column back as it was in `before`; what was written since stays. */
export function restoreVariable(table: Variables, name: string, before: Variables): Changed {
  if (table.names.includes(name)) return table
  const at = before.names.indexOf(name)
  const removed = new Map(before.rows.map(({ id, values }) => [id, ownValue(values, name)]))
  return {
    names: table.names.toSpliced(at === -1 ? table.names.length : at, 0, name),
    rows: table.rows.map((row) => {
      const value = removed.get(row.id)
      return value === undefined ? row : { ...row, values: withValue(row.values, name, value) }
    }),
  }
}

/** Another table in the place of this one, with what the schema asks for: a row at least. */
export function replaceTable(next: Variables): Changed {
  return { names: next.names, rows: next.rows.length > 0 ? next.rows.slice(0, maxRows) : [newRow()] }
}

function ownValue(values: Record<string, string>, name: string): string | undefined {
  return Object.hasOwn(values, name) ? values[name] : undefined
}

/** By entries, so that a column called `__proto__` is one like any other. */
function withValue(values: Record<string, string>, name: string, value: string): Record<string, string> {
  return Object.fromEntries([...Object.entries(values), [name, value]])
}

function withoutValue(values: Record<string, string>, name: string): Record<string, string> {
  return Object.fromEntries(Object.entries(values).filter(([other]) => other !== name))
}
