import { describe, expect, test } from "vitest"
import { emptyWorkspace, type Workspace } from "#lib/client/workspace"
import { asideWorkspaces, holdsSomething, removeAside, setAside } from "./set-aside.ts"

/** Storage in memory; `room`: most characters of one value. */
function aStorage(room = Number.POSITIVE_INFINITY) {
  const kept = new Map<string, string>()
  return {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => {
      if (value.length > room) throw new DOMException("full", "QuotaExceededError")
      kept.set(key, value)
    },
  }
}

const written = (text: string): Workspace => ({
  ...emptyWorkspace(),
  turns: [{ id: "t", role: "user", text }],
})

describe("what is worth keeping", () => {
  test("an untouched workspace holds nothing, whatever its ids and its model", () => {
    expect(holdsSomething(emptyWorkspace())).toBe(false)
    expect(holdsSomething(emptyWorkspace("image"))).toBe(false)
    const { columns, ...rest } = emptyWorkspace()
    const other = columns.map((column) => ({ ...column, id: "x", model: "sandbox-fast" }))
    expect(holdsSomething({ ...rest, columns: other, baselineId: "x", turns: written("").turns })).toBe(false)
  })

  test("a word, a second column, a value or a result are something", () => {
    const empty = emptyWorkspace()
    const [column] = empty.columns
    if (!column) throw new Error("a workspace has a column")
    for (const change of [
      { turns: [{ id: "t", role: "user" as const, text: "a" }] },
      { promptText: "a" },
      { system: "a" },
      { columns: [column, { ...column, id: "second" }] },
      { columns: [{ ...column, prompt: "its own" }] },
      { columns: [{ ...column, results: { "first/0": { batchId: "b", runId: "b.0" } } }] },
      { variables: { names: ["city"], rows: [{ id: "first", values: { city: "Rome" } }] } },
      { initImage: { sha256: "a".repeat(64) } },
    ])
      expect(holdsSomething({ ...empty, ...change }), JSON.stringify(change)).toBe(true)
  })
})

describe("keeping", () => {
  test("five at most, newest first, each person and kind apart", () => {
    const storage = aStorage()
    for (const number of [1, 2, 3, 4, 5, 6, 7]) setAside(storage, "ann", "text", written(`${number}`), 100)
    const kept = asideWorkspaces(storage, "ann", "text")
    expect(kept.map(({ workspace }) => workspace.turns[0]?.text)).toEqual(["7", "6", "5", "4", "3"])
    expect(new Set(kept.map(({ at }) => at)).size).toBe(5)
    expect(asideWorkspaces(storage, "ben", "text")).toEqual([])
    expect(asideWorkspaces(storage, "ann", "image")).toEqual([])
    removeAside(storage, "ann", "text", kept[1]?.at ?? 0)
    expect(asideWorkspaces(storage, "ann", "text").map(({ workspace }) => workspace.turns[0]?.text)).toEqual([
      "7",
      "5",
      "4",
      "3",
    ])
  })

  test("without room for all of them the oldest goes; without any room it is said that nothing was kept", () => {
    const storage = aStorage(JSON.stringify(written("x")).length * 2 + 200)
    for (const number of [1, 2, 3, 4]) setAside(storage, "ann", "text", written(`${number}`), number)
    const texts = asideWorkspaces(storage, "ann", "text").map(({ workspace }) => workspace.turns[0]?.text)
    expect(texts).toEqual(["4", "3"])
    expect(setAside(aStorage(10), "ann", "text", written("a"), 1)).toBeUndefined()
  })

  test("what somebody else has written there is passed over", () => {
    const storage = aStorage()
    storage.setItem("bracket.workspace.ann.earlier", '[null, 7, {"at": 1, "workspace": {"version": 99}}]')
    expect(asideWorkspaces(storage, "ann", "text")).toEqual([])
    storage.setItem("bracket.workspace.ann.earlier", "{")
    expect(setAside(storage, "ann", "text", written("a"), 5)).toBe(5)
    expect(asideWorkspaces(storage, "ann", "text")).toHaveLength(1)
  })
})
