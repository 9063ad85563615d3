import { expect, test } from "vitest"
import { codeDraft } from "./code-draft.ts"
import { sandbox } from "./sandbox.fixture.ts"
import { emptyWorkspace, newColumn, type Workspace } from "./workspace.ts"

const workspace = (more: Partial<Workspace> = {}): Workspace => {
  const empty = emptyWorkspace()
  return {
    ...empty,
    turns: [{ id: "first", role: "user", text: "Say {{word}}" }],
    columns: [
      ...empty.columns,
      { ...newColumn("second"), name: "Cold" },
      { ...newColumn("third"), connectionId: "gone" },
    ],
    variables: {
      names: ["word"],
      rows: [
        { id: "one", values: { word: "yes" } },
        { id: "two", values: { word: "no" } },
      ],
    },
    view: { ...empty.view, rowId: "two" },
    ...more,
  }
}

test("code is written for the columns that can run, with the values of the row that is shown", () => {
  const draft = codeDraft(workspace(), [sandbox])
  expect(draft.variants.map(({ name }) => name)).toEqual(["A", "Cold"])
  expect(draft.variants[0]?.variant.prompt).toEqual({
    kind: "chat",
    messages: [{ role: "user", content: "Say no" }],
  })
  expect(draft.row).toBe(2)
  expect(draft.left).toEqual([{ name: "C", obstacle: { kind: "no_connection" } }])
})

test("code for one column is for that one only", () => {
  const { variants, left } = codeDraft(workspace(), [sandbox], "second")
  expect(variants.map(({ name }) => name)).toEqual(["Cold"])
  expect(left).toEqual([])
})

test("a prompt without variables needs no row to be named", () => {
  const turns = [{ id: "first", role: "user" as const, text: "Hello" }]
  expect(codeDraft(workspace({ turns }), [sandbox]).row).toBeUndefined()
})
