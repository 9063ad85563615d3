import { describe, expect, it } from "vitest"
import type { WordListSummary } from "#lib/domain/compliance/word-list-schema"
import { isComplete, plannedGroups } from "./planned-groups.ts"

const list = (more: Partial<WordListSummary>): WordListSummary => ({
  id: "list",
  name: "A list",
  category: "own",
  language: "en",
  action: "mask",
  scope: "both",
  strict: false,
  state: "active",
  version: 1,
  words: 1,
  activeVersion: 1,
  activeWords: 1,
  updatedAt: 1,
  ...more,
})

describe("where the words of a file go", () => {
  const group = { category: "own", language: "en", action: "mask" as const, words: ["bad"] }

  it("to the list that says the same of its words, else to a new one named after the file", () => {
    const lists = [list({ id: "other", action: "block" }), list({ id: "same" })]
    expect(plannedGroups([group], lists, "words.csv")).toMatchObject([{ listId: "same" }])
    const [made] = plannedGroups([{ words: ["bad"] }], lists, "words.csv")
    expect(made).toMatchObject({ name: "words", category: "own", action: "mask", language: "" })
    expect(made?.listId).toBeUndefined()
  })

  it("of several groups, each name says which it is", () => {
    const groups = [group, { ...group, action: "block" as const }]
    expect(plannedGroups(groups, [], "words.csv").map(({ name }) => name)).toEqual([
      "words · own · en · mask",
      "words · own · en · block",
    ])
  })

  it("and a new list needs a name and a category", () => {
    const [planned] = plannedGroups([group], [], "words.csv")
    expect(planned && isComplete(planned)).toBe(true)
    expect(planned && isComplete({ ...planned, category: " " })).toBe(false)
    expect(planned && isComplete({ ...planned, category: " ", listId: "list" })).toBe(true)
  })
})
