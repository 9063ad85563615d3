import { describe, expect, test } from "vitest"
import { knownModels } from "#lib/domain/models"
import { setParameter } from "./column-edits.ts"
import { drawSeeds, makeStrip, readValues, spreadValues, stripSpecs } from "./strip.ts"
import { emptyWorkspace, newColumn } from "./workspace.ts"

const unit = { min: 0, max: 1, step: 0.01 }

describe("values of a strip", () => {
  test("are evenly spaced with both ends, on the parameter's steps", () => {
    expect(spreadValues(0, 1, 5, unit)).toEqual([0, 0.25, 0.5, 0.75, 1])
    expect(spreadValues(0.1, 0.9, 4, unit)).toEqual([0.1, 0.37, 0.63, 0.9])
    expect(spreadValues(1, 0, 3, unit)).toEqual([1, 0.5, 0])
  })

  test("stay within the range, and none comes twice", () => {
    expect(spreadValues(-3, 7, 3, unit)).toEqual([0, 1])
    expect(spreadValues(10, 11, 5, { min: 1, max: 50, step: 1 })).toEqual([10, 11])
  })

  test("can be typed with any comma or blank between them", () => {
    expect(readValues("0.2, 0.4 0.6；0.8")).toEqual([0.2, 0.4, 0.6, 0.8])
    expect(readValues("1 1 2")).toEqual([1, 2])
    expect(readValues("")).toEqual([])
    expect(readValues("0.2, much")).toBeUndefined()
  })

  test("are as many different seeds as were asked for, even when chance repeats itself", () => {
    const draws = [0.5, 0.5, 0.25]
    const seeds = drawSeeds(2, { min: 0, max: 100, step: 1 }, () => draws.shift() ?? 0)
    expect(seeds).toEqual([50, 25])
    // A range that has fewer than were asked for must not draw for ever.
    expect(drawSeeds(12, { min: 0, max: 1, step: 0.01 }, () => 0.5)).toEqual([0])
  })
})

test("only numbers of a look can be tried in a row", () => {
  const model = knownModels("sandbox").find(({ id }) => id === "sandbox-image")
  if (!model) throw new Error("the sandbox makes images")
  const names = stripSpecs({ provider: "sandbox", mode: "image", model }).map(({ name }) => name)
  expect(names).toEqual(["strength", "steps", "seed"])
})

describe("makeStrip", () => {
  const workspace = emptyWorkspace("image")
  const ids = ["x", "y", "z"]
  const result = { batchId: "b", runId: "r" }
  const ran = {
    ...workspace,
    columns: workspace.columns.map((column) => ({ ...column, results: { "first/0": result } })),
  }

  test("makes a column for each value, and keeps the picture that has its value already", () => {
    const next = [...ids]
    const strip = makeStrip("first", "strength", [0, 0.75, 1], () => next.shift() ?? "none", "replace")(ran)
    expect(strip.columns?.map(({ parameters }) => parameters.strength?.value)).toEqual([0, 0.75, 1])
    expect(strip.columns?.map(({ id }) => id)).toEqual(["x", "first", "y"])
    expect(strip.columns?.map(({ results }) => Object.keys(results).length)).toEqual([0, 1, 0])
    expect(strip.baselineId).toBe("x")
    expect(strip.view?.reading).toBe("strip")
  })

  test("leaves the workspace alone when the values make no row, or the column is gone", () => {
    expect(makeStrip("first", "strength", [0.5], () => "x", "replace")(ran)).toEqual({})
    expect(makeStrip("gone", "strength", [0, 1], () => "x", "replace")(ran)).toEqual({})
    const many = Array.from({ length: 13 }, (_, place) => place)
    expect(makeStrip("first", "steps", many, () => "x", "replace")(ran)).toEqual({})
  })

  test("stands behind the columns that are there, when it is to be added: the value that is there already stays", () => {
    const next = [...ids]
    const own = { ...ran, columns: [...ran.columns, { ...newColumn("other", "image"), name: "Mine" }] }
    const now = { ...own, ...setParameter(["first"], "strength", 0.75)(own) }
    const strip = makeStrip("first", "strength", [0, 0.75, 1], () => next.shift() ?? "none", "add")(now)
    expect(strip.columns?.map(({ id }) => id)).toEqual(["first", "other", "x", "y"])
    expect(strip.columns?.slice(0, 2)).toEqual(now.columns)
    expect(strip.baselineId).toBe(now.baselineId)
  })

  test("is not added where it has no room beside the others", () => {
    const full = {
      ...ran,
      columns: Array.from({ length: 10 }, (_, at) => newColumn(at ? `c${at}` : "first")),
    }
    expect(makeStrip("first", "steps", [5, 10], () => "x", "add")(full).columns).toHaveLength(12)
    expect(makeStrip("first", "steps", [5, 10, 15], () => "x", "add")(full)).toEqual({})
  })
})
