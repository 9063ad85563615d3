import { expect, test } from "vitest"
import { sheetGrid } from "./sheet-grid.ts"

test("columns and rows keep their headings, and a picture that is not there its place", () => {
  const rows = [
    { label: "cat", cells: [["a1"], ["b1"]] },
    { label: "dog", cells: [[], ["b2"]] },
  ]
  expect(sheetGrid(rows, ["A · Strength 0.2", "B · Strength 0.8"])).toEqual({
    images: ["a1", "b1", undefined, "b2"],
    columns: 2,
    columnLabels: ["A · Strength 0.2", "B · Strength 0.8"],
    rowLabels: ["cat", "dog"],
  })
})

test("several pictures of one request stand below each other, under one heading", () => {
  const rows = [
    { label: "cat", cells: [["a1", "a2"], ["b1"]] },
    { label: "dog", cells: [["a3"], ["b2"]] },
  ]
  const grid = sheetGrid(rows, ["A", "B"])
  expect(grid?.images).toEqual(["a1", "b1", "a2", undefined, "a3", "b2"])
  expect(grid?.rowLabels).toEqual(["cat", "", "dog"])
})

test("one column's pictures stand beside each other, a row of values to a line", () => {
  const rows = [
    { label: "cat", cells: [["a1", "a2"]] },
    { label: "dog", cells: [["a3"]] },
  ]
  expect(sheetGrid(rows, ["A"])).toEqual({
    images: ["a1", "a2", "a3", undefined],
    columns: 2,
    rowLabels: ["cat", "dog"],
  })
})

test("rows that have made nothing are left out; without rows or columns there is nothing to head", () => {
  const rows = [
    { label: "cat", cells: [["a1"], ["b1"]] },
    { label: "dog", cells: [[], []] },
  ]
  expect(sheetGrid(rows, ["A", "B"])).toEqual({ images: ["a1", "b1"], columns: 2, columnLabels: ["A", "B"] })
  expect(sheetGrid([{ label: "", cells: [["a1", "a2"]] }], ["A"])).toBeUndefined()
})
