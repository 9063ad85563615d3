import { describe, expect, test } from "vitest"
import { duplicateColumn, setParameter } from "./column-edits.ts"
import { makeStrip } from "./strip.ts"
import { takeBack } from "./take-back.ts"
import { emptyWorkspace, type Workspace } from "./workspace.ts"
import { type Edit, setPromptText } from "./workspace-edits.ts"

function edited(workspace: Workspace, ...edits: Edit[]): Workspace {
  let now = workspace
  for (const edit of edits) now = { ...now, ...edit(now) }
  return now
}

const before = edited(emptyWorkspace("image"), setPromptText("A boat"), setParameter(["first"], "seed", 1))

describe("taking a change back", () => {
  const changed = edited(
    before,
    setPromptText("A lighthouse"),
    setParameter(["first"], "seed", 7),
    setParameter(["first"], "steps", 40),
    () => ({ negative: "fog" }),
  )

  test("gives back all of it when nothing has happened since", () => {
    expect(edited(changed, takeBack(before, changed))).toEqual({ ...before, negative: undefined })
  })

  test("keeps what was typed since, in a text and in a setting, and takes back the rest", () => {
    const now = edited(changed, setPromptText("A lighthouse at night"), setParameter(["first"], "steps", 41))
    const back = edited(now, takeBack(before, changed))
    expect(back.promptText).toBe("A lighthouse at night")
    expect(back.negative).toBeUndefined()
    expect(back.columns[0]?.parameters).toMatchObject({ seed: { value: 1 }, steps: { value: 41 } })
  })

  test("keeps a column that was added since, and pictures that were made since", () => {
    const result = { batchId: "b", runId: "r" }
    const now = edited(changed, duplicateColumn("later"), ({ columns }) => ({
      columns: columns.map((column) =>
        column.id === "first" ? { ...column, results: { "first/0": result } } : column,
      ),
    }))
    const back = edited(now, takeBack(before, changed))
    expect(back.columns.map(({ id }) => id)).toEqual(["first", "later"])
    expect(back.columns[0]).toMatchObject({
      results: { "first/0": result },
      parameters: { seed: { value: 1 } },
    })
  })
})

test("a strip that is taken back leaves the columns that were there, and what was typed since", () => {
  const two = edited(before, duplicateColumn("second"))
  let made = 0
  const strip = edited(
    two,
    makeStrip("first", "steps", [5, 10, 20], () => `made${made++}`, "replace"),
  )
  const now = edited(strip, setPromptText("A ship"), duplicateColumn("later", strip.columns[0]?.id))
  const back = edited(now, takeBack(two, strip))
  expect(back.columns.map(({ id }) => id)).toEqual(["first", "second", "later"])
  expect(back.promptText).toBe("A ship")
  expect(back.baselineId).toBe("first")
  expect(back.view.reading).toBe(two.view.reading)
})
