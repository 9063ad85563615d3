import { beforeEach, expect, test, vi } from "vitest"
import { emptyWorkspace, setupOf, type Workspace } from "#lib/client/workspace"
import { createWorkspaceStore } from "#lib/client/workspace-store"
import { presetVersion } from "#lib/domain/preset-content"
import { aSetup } from "#lib/domain/setup.fixture"
import { handOver, readHandover } from "./handover.ts"
import { openHandover } from "./open-handover.ts"
import { asideWorkspaces, setAside } from "./set-aside.ts"

const view = {
  rendering: "plain",
  reading: "diff",
  diffBy: "words",
  syncScroll: false,
  judging: true,
  layout: "columns",
} as const
const setup = aSetup({ turns: [{ id: "t", role: "user", text: "From a link" }] })
const handover = { title: "Rain", content: { version: presetVersion, setup, view } as const }
const here = { kind: "text", personId: "ann", now: 100 } as const

function aStorage(): Storage {
  const kept = new Map<string, string>()
  return {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => void kept.set(key, value),
    removeItem: (key: string) => void kept.delete(key),
  } as Storage
}

beforeEach(() => {
  vi.stubGlobal("window", { sessionStorage: aStorage(), localStorage: aStorage() })
  return () => vi.unstubAllGlobals()
})

test("what was laid down takes the workspace's place once, with its view, and can be undone", () => {
  const store = createWorkspaceStore({ ...emptyWorkspace(), system: "Mine", suffix: "rest" })
  const before = store.getState()
  expect(handOver(handover)).toBe("/playground?open=handover")
  const outcome = openHandover(store, here)
  expect(outcome).toMatchObject({ kind: "opened", title: "Rain", isSetAside: true })
  expect(setupOf(store.getState())).toEqual({ ...setup, prefix: undefined })
  expect(store.getState().view).toMatchObject({ ...view, promptWidth: before.view.promptWidth })
  expect(asideWorkspaces(window.localStorage, "ann", "text")).toHaveLength(1)
  if (outcome.kind === "opened") outcome.undo()
  expect(store.getState()).toEqual(before)
  expect(asideWorkspaces(window.localStorage, "ann", "text")).toEqual([])
  expect(openHandover(store, here)).toEqual({ kind: "none" })
})

test("what was set aside comes back with its results and leaves the list, and undo puts it there again", () => {
  const column = { ...emptyWorkspace().columns[0], results: { "first/0": { batchId: "b", runId: "r" } } }
  const earlier = { ...emptyWorkspace(), system: "Earlier", columns: [column] } as Workspace
  const at = setAside(window.localStorage, "ann", "text", earlier, 50)
  handOver({ title: "", content: { version: presetVersion, setup: setupOf(earlier), view }, aside: at })
  const store = createWorkspaceStore(emptyWorkspace())
  const outcome = openHandover(store, here)
  expect(store.getState()).toEqual(earlier)
  expect(asideWorkspaces(window.localStorage, "ann", "text")).toEqual([])
  if (outcome.kind === "opened") outcome.undo()
  expect(asideWorkspaces(window.localStorage, "ann", "text")).toEqual([{ at: 50, workspace: earlier }])
})

test("an untouched workspace is not set aside", () => {
  handOver(handover)
  expect(openHandover(createWorkspaceStore(emptyWorkspace()), here)).toMatchObject({ isSetAside: false })
})

test("pictures go to their own page, and stay laid down until they are there", () => {
  const pictures = { ...handover, content: { ...handover.content, setup: aSetup({ mode: "image" }) } }
  expect(handOver(pictures)).toBe("/images?open=handover")
  const store = createWorkspaceStore(emptyWorkspace())
  expect(openHandover(store, here)).toEqual({ kind: "elsewhere", page: "/images" })
  expect(readHandover()).toMatchObject({ title: "Rain" })
})

test("what cannot be read changes nothing", () => {
  window.sessionStorage.setItem("bracket.handover", '{"title":"x","content":{"version":1}}')
  const store = createWorkspaceStore(emptyWorkspace())
  expect(openHandover(store, here)).toEqual({ kind: "none" })
  expect(store.getState()).toEqual(emptyWorkspace())
})
