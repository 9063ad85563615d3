import { expect, test } from "vitest"
import type { Variables } from "#lib/domain/setup-schema"
import {
  addRow,
  addVariable,
  duplicateRow,
  isEmptyTable,
  moveRow,
  newRow,
  removeRow,
  removeVariable,
  renameVariable,
  replaceTable,
  restoreRow,
  restoreVariable,
  setCell,
} from "./variables-edits.ts"
import { isSpreadsheetPaste, type PastePlace, pasteIntoTable } from "./variables-paste.ts"

const table: Variables = {
  names: ["city", "year"],
  rows: [newRow({ city: "Rome", year: "1960" }, "1"), newRow({ city: "Oslo", year: "1952" }, "2")],
}
const ids = ({ rows }: Variables) => rows.map(({ id }) => id).join("")
const cells = ({ names, rows }: Variables) =>
  rows.map(({ values }) => names.map((name) => values[name] ?? ""))

test("rows are added, copied, moved and removed where one pointed", () => {
  expect(ids(addRow(table, 1, newRow({}, "3")))).toBe("132")
  expect(ids(duplicateRow(table, "1", "3"))).toBe("132")
  expect(duplicateRow(table, "1", "3").rows[1]?.values).toEqual({ city: "Rome", year: "1960" })
  expect(ids(moveRow(table, "1", 5))).toBe("21")
  expect(moveRow(table, "1", -1)).toBe(table)
  expect(ids(removeRow(table, "1"))).toBe("2")
})

test("a table keeps a row, whatever is removed", () => {
  const none = removeRow(removeRow(table, "1"), "2")
  expect(none.rows).toHaveLength(1)
  expect(isEmptyTable(none)).toBe(true)
  expect(replaceTable({ names: ["a"], rows: [] }).rows).toHaveLength(1)
})

test("no row is added beyond what a batch can run", () => {
  const full = { names: ["a"], rows: Array.from({ length: 1000 }, () => newRow()) }
  expect(addRow(full)).toBe(full)
})

test("writing in a column that only the prompt named makes it one, and leaves other rows untouched", () => {
  const next = setCell(table, "2", "mood", "calm")
  expect(next.names).toEqual(["city", "year", "mood"])
  expect(next.rows[0]).toBe(table.rows[0])
  expect(next.rows[1]?.values.mood).toBe("calm")
})

test("renaming keeps values and never overwrites those of another column", () => {
  expect(cells(renameVariable(table, "city", "place"))).toEqual(cells(table))
  expect(renameVariable(table, "city", "year")).toBe(table)
  const withEmpty = addVariable(table, "place")
  expect(renameVariable(withEmpty, "city", "place")).toMatchObject({ names: ["place", "year"] })
  expect(cells(renameVariable(withEmpty, "city", "place"))).toEqual(cells(table))
})

test("undoing a removal brings back what was removed, and keeps what was written since", () => {
  const row = table.rows[1] ?? newRow()
  expect(restoreRow(removeRow(table, "2"), row, 1)).toEqual(table)
  const one = { ...table, rows: [row] }
  expect(restoreRow(removeRow(one, "2"), row, 0)).toEqual(one)
  const without = setCell(removeVariable(table, "city"), "1", "year", "1961")
  expect(cells(restoreVariable(without, "city", table))).toEqual([
    ["Rome", "1961"],
    ["Oslo", "1952"],
  ])
})

test("a removed column takes its values along", () => {
  const next = removeVariable(table, "year")
  expect(next.names).toEqual(["city"])
  expect(next.rows[0]?.values).toEqual({ city: "Rome" })
})

const at = (row: number, column: number, columns = ["city", "year"]): PastePlace => ({ row, column, columns })
async function paste(into: Variables, place: PastePlace, text: string) {
  const result = await pasteIntoTable(into, place, text)
  if (!result.ok) throw new Error(JSON.stringify(result.problems))
  return result
}

test("a block from a spreadsheet lies over the table from the cell on, and the table grows", async () => {
  const { variables, rows, columns } = await paste(table, at(1, 1), 'a\tb\n"two\nlines"\t\n')
  expect(variables.names).toEqual(["city", "year", "column_3"])
  expect(cells(variables)).toEqual([
    ["Rome", "1960", ""],
    ["Oslo", "a", "b"],
    ["", "two\nlines", ""],
  ])
  expect([rows, columns]).toEqual([2, 2])
  expect(variables.rows[0]).toBe(table.rows[0])
})

test("a block follows the columns as they are shown", async () => {
  const { variables } = await paste(table, at(0, 0, ["year", "city"]), "2000\tParis")
  expect(variables.rows[0]?.values).toEqual({ city: "Paris", year: "2000" })
})

test("over a table with values the first line is a value, also when it looks like a header", async () => {
  const { variables } = await paste(table, at(0, 0), "city\tyear\nBern\t1999")
  expect(cells(variables)).toEqual([
    ["city", "year"],
    ["Bern", "1999"],
  ])
})

const empty: Variables = { names: [], rows: [newRow({}, "1")] }

test("over an empty table a first line of known names is the header", async () => {
  const { variables } = await paste(empty, at(0, 0, ["city"]), "year\tcity\n1999\tBern\n\t\n2000\n")
  expect(variables.names).toEqual(["year", "city"])
  expect(cells(variables)).toEqual([
    ["1999", "Bern"],
    ["2000", ""],
  ])
})

test("over an empty table words are values of the columns that the prompt names", async () => {
  const { variables } = await paste(empty, at(0, 0, ["city"]), "苹果\n香蕉")
  expect(cells(variables)).toEqual([["苹果"], ["香蕉"]])
})

test("a CSV file's text can be pasted into an empty table; prose with commas stays prose", async () => {
  const { variables } = await paste(empty, at(0, 0, ["city"]), 'city,year\n"Bern",1999\n')
  expect(cells(variables)).toEqual([["Bern", "1999"]])
  const prose = await paste(empty, at(0, 0, ["city"]), "Hello, world\nGoodbye, world")
  expect(cells(prose.variables)).toEqual([["Hello, world"], ["Goodbye, world"]])
})

test("a cell that begins with a quote and has no other is text", async () => {
  const { variables } = await paste(table, at(0, 0), '"Rome\t5\nBern\t6')
  expect(cells(variables)).toEqual([
    ['"Rome', "5"],
    ["Bern", "6"],
  ])
})

test("a paste of too many rows is refused by number, and what fits is offered", async () => {
  const text = "x\n".repeat(1200)
  const result = await pasteIntoTable(table, at(1, 0), text)
  if (result.ok) throw new Error("it was taken")
  expect(result.problems).toEqual([{ kind: "too_many_rows", rows: 1201, max: 1000 }])
  expect(result.firstRows?.rows).toHaveLength(1000)
  expect(result.firstRows?.rows[0]?.values.city).toBe("Rome")
})

test("only what comes from a spreadsheet goes into cells by itself", () => {
  expect(isSpreadsheetPaste("a\tb", "")).toBe(true)
  expect(isSpreadsheetPaste("a", "<html><TABLE border=0>")).toBe(true)
  expect(isSpreadsheetPaste("A poem\nof two lines", "<p>A poem</p>")).toBe(false)
})
