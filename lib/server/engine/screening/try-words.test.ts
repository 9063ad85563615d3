import { describe, expect, it } from "vitest"
import { tryWords } from "#lib/server/engine/screening/try-words"
import { aWordList, wordsOf } from "#lib/server/engine/screening/words.fixture"

describe("trying words on a text", () => {
  const atWork = [
    wordsOf(["bad"], { id: "one", name: "One", action: "mask" }),
    wordsOf(["worse"], { id: "two", name: "Two", action: "block", scope: "prompts" }),
  ]

  it("says what each direction would meet, and where", async () => {
    const { active, draft } = await tryWords({ text: "Bad and worse" }, atWork)
    expect(active).toEqual({
      prompts: "block",
      outputs: "mask",
      found: [
        { start: 0, end: 3, word: "Bad", list: "One", category: "own", action: "mask" },
        { start: 8, end: 13, word: "worse", list: "Two", category: "own", action: "block" },
      ],
    })
    expect(draft).toBeNull()
  })

  it("puts a draft in the place of its list, and a new one beside all", async () => {
    const content = aWordList(["good"], { action: "flag" })
    const changed = await tryWords({ text: "good bad", listId: "one", content }, atWork)
    expect(changed.draft?.found.map(({ word }) => word)).toEqual(["good"])
    const added = await tryWords({ text: "good bad", content }, atWork)
    expect(added.draft?.found.map(({ word }) => word)).toEqual(["good", "bad"])
    expect(added.active.found.map(({ word }) => word)).toEqual(["bad"])
  })
})
