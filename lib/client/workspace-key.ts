import type { WorkspaceKind } from "./workspace-kind.ts"

export type KeyValueStorage = Pick<Storage, "getItem" | "setItem">

/** Where a person's workspace is kept in the browser, one of each kind. */
export function workspaceKey(personId: string, kind: WorkspaceKind = "text"): string {
  return kind === "image" ? `bracket.images.${personId}` : `bracket.workspace.${personId}`
}

/** The stored text; null when there is none, or when the browser does not let us look. */
export function storedText(storage: KeyValueStorage, key: string): string | null {
  try {
    return storage.getItem(key)
  } catch {
    return null
  }
}

/** Tells the server that this browser has kept a workspace of a kind: no secret, no person, just that. */
export const workspaceCookie: Record<WorkspaceKind, string> = {
  text: "workspace",
  image: "images-workspace",
}
