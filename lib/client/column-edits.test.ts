import { expect, test } from "vitest"
import {
  duplicateColumn,
  linkedColumns,
  moveColumn,
  removeColumn,
  renameColumn,
  setOverride,
  setParameter,
  setResults,
} from "./column-edits.ts"
import { columnName, emptyWorkspace, newColumn, type Workspace } from "./workspace.ts"
import type { Edit } from "./workspace-edits.ts"

function apply(workspace: Workspace, ...edits: Edit[]): Workspace {
  let now = workspace
  for (const edit of edits) now = { ...now, ...edit(now) }
  return now
}
const order = ({ columns }: Workspace): string => columns.map(({ id }) => id).join("")
const three: Workspace = {
  ...emptyWorkspace(),
  columns: ["a", "b", "c"].map((id) => newColumn(id)),
  baselineId: "a",
}

test("a column is added as a copy of the last one, without its results and its name", () => {
  const before = apply(
    emptyWorkspace(),
    setParameter(["first"], "temperature", 1.1),
    renameColumn("first", "Hot"),
    setResults([{ columnId: "first", cell: "first/0", result: { batchId: "b", runId: "b.0" } }]),
  )
  const [, copy] = apply(before, duplicateColumn("new")).columns
  expect(copy).toMatchObject({ id: "new", results: {} })
  expect(copy?.parameters.temperature?.value).toBe(1.1)
  expect(copy).not.toHaveProperty("name")
})

test("two columns keep their settings unfolded; a third folds those of the others", () => {
  const two = apply(emptyWorkspace(), duplicateColumn("b"))
  expect(two.view.openSettings).toEqual(["first", "b"])
  expect(apply(two, duplicateColumn("c")).view.openSettings).toEqual(["c"])
})

test("there are never more than twelve columns, and never none", () => {
  const many = Array.from({ length: 14 }, (_, index) => duplicateColumn(`n${index}`))
  expect(apply(emptyWorkspace(), ...many).columns).toHaveLength(12)
  expect(order(apply(emptyWorkspace(), removeColumn("first")))).toBe("first")
})

test("removing the baseline makes the first one left the baseline", () => {
  const after = apply(three, removeColumn("a"))
  expect([order(after), after.baselineId]).toEqual(["bc", "b"])
  expect(apply(three, removeColumn("c")).baselineId).toBe("a")
})

test("columns move and stay at an end; letters go with the place, names with the column", () => {
  const named = apply(three, renameColumn("b", " Mild "))
  const moved = apply(named, moveColumn("b", 0))
  expect(order(moved)).toBe("bac")
  expect(order(apply(named, moveColumn("a", 99)))).toBe("bca")
  expect(moved.columns.map(({ id }) => columnName(moved.columns, id))).toEqual(["Mild", "B", "C"])
  expect(columnName(apply(named, renameColumn("b", "  ")).columns, "b")).toBe("B")
})

test("an override is put back to shared by taking it away, not by emptying it", () => {
  const own = apply(three, setOverride("b", "prompt", ""))
  expect(own.columns[1]?.prompt).toBe("")
  expect(apply(own, setOverride("b", "prompt", undefined)).columns[1]).not.toHaveProperty("prompt")
})

test("selected columns move together; one alone, or one that is not selected, moves by itself", () => {
  expect(linkedColumns(["a", "c"], "a")).toEqual(["a", "c"])
  expect(linkedColumns(["a", "c"], "b")).toEqual(["b"])
  expect(linkedColumns(["b"], "b")).toEqual(["b"])
  const after = apply(three, setParameter(["a", "c"], "temperature", 0.2))
  expect(after.columns.map(({ parameters }) => parameters.temperature?.value)).toEqual([0.2, 0.7, 0.2])
  expect(after.columns[1]).toBe(three.columns[1])
})
