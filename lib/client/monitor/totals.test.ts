import { expect, it } from "vitest"
import { nothingShown } from "#lib/domain/monitor/answers"
import { sortedRows } from "./totals.ts"

const row = (key: string, runs: number) => ({ ...nothingShown(), key, name: null, runs })

it("sorts by a figure, and equal ones by name", () => {
  const rows = [row("b", 1), row("a", 1), row("c", 9)]
  const keys = (order: Parameters<typeof sortedRows>[2]) =>
    sortedRows(rows, ({ key }) => key, order).map(({ key }) => key)
  expect(keys({ by: "runs", down: false })).toEqual(["a", "b", "c"])
  expect(keys({ by: "runs", down: true })).toEqual(["c", "b", "a"])
  expect(keys({ by: "name", down: true })).toEqual(["c", "b", "a"])
})
