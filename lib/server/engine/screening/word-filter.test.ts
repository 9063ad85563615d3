import { describe, expect, it } from "vitest"
import { findWords } from "#lib/server/engine/screening/text-screener"
import { createWordFilter } from "#lib/server/engine/screening/word-filter"
import type { ScreeningList } from "#lib/server/engine/screening/word-matcher"
import { wordsOf } from "#lib/server/engine/screening/words.fixture"
import { createLog } from "#lib/server/log"

/** A filter over lists that the test changes, and a clock that it moves. */
function aFilter(first: ScreeningList[]) {
  const state = { lists: first, revision: 1, now: 0, reads: 0, isAway: false }
  const filter = createWordFilter({
    store: {
      revision: async () => {
        if (state.isAway) throw new Error("away")
        return state.lists.length === 0 ? "" : String(state.revision)
      },
      atWork: async () => {
        state.reads++
        return state.lists
      },
    },
    now: () => state.now,
    log: createLog("silent"),
  })
  const finds = async (text: string) => findWords(text, (await filter.current()).outputs).length > 0
  const change = (lists: ScreeningList[]) => Object.assign(state, { lists, revision: state.revision + 1 })
  return { filter, state, finds, change }
}

describe("the lists at work", () => {
  it("are read once for all who ask, and again only when others are at work", async () => {
    const { filter, state, finds } = aFilter([wordsOf(["bad"])])
    await Promise.all([filter.current(), filter.current(), filter.current()])
    state.now = 60_000
    expect(await finds("bad")).toBe(true)
    expect(state.reads).toBe(1)
  })

  it("of another node count after a moment, of this node at once", async () => {
    const { filter, state, finds, change } = aFilter([])
    expect(await finds("bad")).toBe(false)
    change([wordsOf(["bad"])])
    state.now = 2_001
    expect(await finds("bad")).toBe(true)
    change([])
    await filter.refresh()
    expect(await finds("bad")).toBe(false)
  })

  it("go on while the database is away, and are never taken for empty", async () => {
    const { state, finds } = aFilter([wordsOf(["bad"])])
    state.isAway = true
    await expect(finds("bad")).rejects.toThrow("away")
    state.isAway = false
    expect(await finds("bad")).toBe(true)
    state.isAway = true
    state.now = 60_000
    expect(await finds("bad")).toBe(true)
  })

  it("are looked at anew when the clock was set back", async () => {
    const { state, finds, change } = aFilter([wordsOf(["bad"])])
    state.now = 1_000_000
    await finds("bad")
    change([])
    state.now = 5
    expect(await finds("bad")).toBe(false)
  })
})
