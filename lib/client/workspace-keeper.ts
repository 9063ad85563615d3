import { createStore, type StoreApi } from "zustand/vanilla"
import type { Workspace } from "./workspace.ts"
import { type KeyValueStorage, storedText } from "./workspace-key.ts"
import type { WorkspaceStore } from "./workspace-store.ts"

const debounceMs = 250

/**
 * How the keeping stands. `unsaved`: the browser refused (storage full or closed); the workspace lives on in
 * memory, and every change tries again. `conflict`: another tab saved something else; nothing is saved here until
 * the person has chosen.
 */
export type KeepingState =
  | { kind: "kept" }
  | { kind: "unsaved" }
  | { kind: "conflict"; theirs: Workspace; raw: string }

export interface WorkspaceKeeper {
  state: StoreApi<KeepingState>
  /** Saves now what waits to be saved. */
  flush: () => void
  /** Tries again to save what the browser refused. */
  saveAgain: () => void
  /** To be called with each change of the key by another tab. */
  changedElsewhere: (raw: string | null) => void
  /** Ends a conflict with the other tab's version; returns the one that stood here. */
  showTheirs: () => Workspace | undefined
  /** Ends a conflict with this tab's version. */
  keepMine: () => void
  stop: () => void
}

/** Checks what another tab has stored. Its code comes when there is something to check, not with the page. */
export interface WorkspaceParser {
  loaded: () => ((raw: string) => Workspace | undefined) | undefined
  load: () => Promise<unknown>
}

/** Keeps a workspace in the browser's storage, and never overwrites what another tab put there. */
export function keepWorkspace({
  store,
  storage,
  key,
  lastSeen,
  parser,
  timers = globalThis,
}: {
  store: WorkspaceStore
  storage: KeyValueStorage
  key: string
  /** The stored text as this tab has read or written it last. */
  lastSeen: string | null
  parser: WorkspaceParser
  timers?: Pick<typeof globalThis, "setTimeout" | "clearTimeout">
}): WorkspaceKeeper {
  const state = createStore<KeepingState>(() => ({ kind: "kept" }))
  let seen = lastSeen
  let timer: ReturnType<typeof setTimeout> | undefined

  const conflictWith = (raw: string): boolean => {
    const parse = parser.loaded()
    if (!parse) {
      // Nothing is overwritten meanwhile; what stands there then is looked at again.
      void parser.load().then(save, () => undefined)
      return true
    }
    const theirs = raw === JSON.stringify(store.getState()) ? undefined : parse(raw)
    if (!theirs) return false
    timers.clearTimeout(timer)
    timer = undefined
    state.setState({ kind: "conflict", theirs, raw }, true)
    return true
  }

  const write = () => {
    const text = JSON.stringify(store.getState())
    if (text === seen) return
    try {
      storage.setItem(key, text)
      seen = text
      state.setState({ kind: "kept" }, true)
    } catch {
      state.setState({ kind: "unsaved" }, true)
    }
  }

  const save = () => {
    timers.clearTimeout(timer)
    timer = undefined
    if (state.getState().kind === "conflict") return
    const stored = storedText(storage, key)
    // A change that no event told of: a tab that slept, or a page that came back from the browser's cache.
    if (stored !== null && stored !== seen && conflictWith(stored)) return
    write()
  }

  const unsubscribe = store.subscribe(() => {
    if (state.getState().kind !== "conflict") timer ??= timers.setTimeout(save, debounceMs)
  })

  return {
    state,
    flush: () => {
      if (timer !== undefined) save()
    },
    saveAgain: save,
    changedElsewhere(raw) {
      if (raw === null || raw === seen) return
      if (conflictWith(raw)) return
      // The same as here: the conflict, if there was one, is over.
      seen = raw
      if (state.getState().kind === "conflict") state.setState({ kind: "kept" }, true)
    },
    showTheirs() {
      const current = state.getState()
      if (current.kind !== "conflict") return undefined
      const mine = store.getState()
      seen = current.raw
      state.setState({ kind: "kept" }, true)
      store.setState(current.theirs, true)
      return mine
    },
    keepMine() {
      if (state.getState().kind !== "conflict") return
      state.setState({ kind: "kept" }, true)
      write()
    },
    stop() {
      if (timer !== undefined) save()
      unsubscribe()
    },
  }
}
