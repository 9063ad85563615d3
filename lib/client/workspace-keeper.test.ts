import { afterEach, beforeEach, describe, expect, test, vi } from "vitest"
import { emptyWorkspace, type Workspace } from "./workspace.ts"
import { setPromptText } from "./workspace-edits.ts"
import { keepWorkspace } from "./workspace-keeper.ts"
import { workspaceKey } from "./workspace-key.ts"
import { parseWorkspace, readStoredWorkspace, type StoredWorkspace } from "./workspace-storage.ts"
import { createWorkspaceStore } from "./workspace-store.ts"

/** The storage of a browser, shared by its tabs, that can be full. */
class FakeStorage {
  readonly items = new Map<string, string>()
  isFull = false
  getItem(key: string): string | null {
    return this.items.get(key) ?? null
  }
  setItem(key: string, value: string): void {
    if (this.isFull) throw new DOMException("full", "QuotaExceededError")
    this.items.set(key, value)
  }
}

const key = workspaceKey("p1")

const parser = { loaded: () => parseWorkspace, load: () => Promise.resolve() }

function openTab(storage: FakeStorage) {
  const raw = storage.getItem(key)
  const stored: StoredWorkspace =
    raw === null ? { workspace: undefined } : readStoredWorkspace(storage, key, raw, 1)
  const store = createWorkspaceStore(stored.workspace ?? emptyWorkspace())
  const keeper = keepWorkspace({ store, storage, key, lastSeen: raw, parser })
  return { store, keeper, stored, type: (text: string) => store.setState(setPromptText(text)) }
}
const kept = (storage: FakeStorage): Workspace | undefined => parseWorkspace(storage.getItem(key) ?? "")

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

describe("keeping a workspace", () => {
  test("saves a moment after a change, and is loaded again", () => {
    const storage = new FakeStorage()
    const { type } = openTab(storage)
    type("a")
    type("ab")
    expect(kept(storage)).toBeUndefined()
    vi.advanceTimersByTime(250)
    expect(kept(storage)?.promptText).toBe("ab")
    expect(openTab(storage).store.getState().promptText).toBe("ab")
  })

  test("saves at once when the page is left", () => {
    const storage = new FakeStorage()
    const { type, keeper } = openTab(storage)
    type("last words")
    keeper.flush()
    expect(kept(storage)?.promptText).toBe("last words")
  })

  test("a full storage is told, keeps everything in memory, and is tried again", () => {
    const storage = new FakeStorage()
    const { type, keeper, store } = openTab(storage)
    storage.isFull = true
    type("much")
    vi.advanceTimersByTime(250)
    expect(keeper.state.getState().kind).toBe("unsaved")
    expect(store.getState().promptText).toBe("much")
    storage.isFull = false
    keeper.saveAgain()
    expect(keeper.state.getState().kind).toBe("kept")
    expect(kept(storage)?.promptText).toBe("much")
  })

  test("another tab's version is not overwritten before one has chosen", () => {
    const storage = new FakeStorage()
    const mine = openTab(storage)
    const theirs = openTab(storage)
    theirs.type("theirs")
    vi.advanceTimersByTime(250)
    mine.keeper.changedElsewhere(storage.getItem(key))
    expect(mine.keeper.state.getState().kind).toBe("conflict")
    mine.type("mine")
    vi.advanceTimersByTime(1000)
    mine.keeper.flush()
    expect(kept(storage)?.promptText).toBe("theirs")
    mine.keeper.keepMine()
    expect(kept(storage)?.promptText).toBe("mine")
    expect(mine.keeper.state.getState().kind).toBe("kept")
  })

  test("a change that no event told of is found before it is overwritten", () => {
    const storage = new FakeStorage()
    const mine = openTab(storage)
    const theirs = openTab(storage)
    theirs.type("theirs")
    vi.advanceTimersByTime(250)
    mine.type("mine")
    vi.advanceTimersByTime(250)
    expect(mine.keeper.state.getState().kind).toBe("conflict")
    expect(kept(storage)?.promptText).toBe("theirs")
  })

  test("showing the other version hands back one's own for an undo", () => {
    const storage = new FakeStorage()
    const mine = openTab(storage)
    const theirs = openTab(storage)
    theirs.type("theirs")
    vi.advanceTimersByTime(250)
    mine.type("mine")
    mine.keeper.changedElsewhere(storage.getItem(key))
    expect(mine.keeper.showTheirs()?.promptText).toBe("mine")
    expect(mine.store.getState().promptText).toBe("theirs")
    mine.type("theirs, and more")
    vi.advanceTimersByTime(250)
    expect(kept(storage)?.promptText).toBe("theirs, and more")
  })

  test("a conflict ends by itself when the other tab comes to the same", () => {
    const storage = new FakeStorage()
    const mine = openTab(storage)
    const theirs = openTab(storage)
    mine.type("same")
    theirs.type("other")
    theirs.keeper.flush()
    mine.keeper.changedElsewhere(storage.getItem(key))
    theirs.type("same")
    theirs.keeper.flush()
    mine.keeper.changedElsewhere(storage.getItem(key))
    expect(mine.keeper.state.getState().kind).toBe("kept")
  })
})

describe("loading a workspace", () => {
  test("an unreadable one is set aside, not thrown away", () => {
    const storage = new FakeStorage()
    storage.setItem(key, '{"version":1,"broken":true}')
    const { stored, type } = openTab(storage)
    expect(stored).toMatchObject({ workspace: undefined, asideKey: `${key}.aside.1` })
    type("new")
    vi.advanceTimersByTime(250)
    expect(storage.getItem(`${key}.aside.1`)).toBe('{"version":1,"broken":true}')
    expect(kept(storage)?.promptText).toBe("new")
  })

  test("people on one machine keep apart", () => {
    const storage = new FakeStorage()
    openTab(storage).type("secret")
    vi.advanceTimersByTime(250)
    expect(storage.getItem(workspaceKey("p2"))).toBeNull()
  })
})

test("a workspace of version 1 opens with its prompt, its columns and their results", () => {
  const { variables: _, checks: __, baselineId: ___, concurrency: ____, ...today } = emptyWorkspace()
  const [column] = today.columns
  const { samples: _____, results: ______, ...oldColumn } = column ?? {}
  const old = {
    ...today,
    version: 1,
    system: "Be brief.",
    columns: [{ ...oldColumn, result: { batchId: "b", variantIndex: 0, runId: "b.0" } }],
    view: {
      rendering: "plain",
      settingsOpen: false,
      moreSettings: true,
      testModels: false,
      promptWidth: 500,
    },
  }
  const opened = parseWorkspace(JSON.stringify(old))
  expect(opened).toMatchObject({
    version: 2,
    system: "Be brief.",
    baselineId: "first",
    view: { rendering: "plain", openSettings: [], promptWidth: 500 },
  })
  expect(opened?.columns[0]?.results).toEqual({ "first/0": { batchId: "b", runId: "b.0" } })
})
