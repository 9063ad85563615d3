import { createStore, type StoreApi } from "zustand/vanilla"
import type { Workspace } from "./workspace.ts"

/** The workspace of one mounted page; changed by the edits of workspace-edits.ts. */
export type WorkspaceStore = StoreApi<Workspace>

export function createWorkspaceStore(initial: Workspace): WorkspaceStore {
  return createStore<Workspace>(() => initial)
}
