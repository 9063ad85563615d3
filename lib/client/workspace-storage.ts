import type { KeyValueStorage } from "./workspace-key.ts"
import { migrateWorkspace } from "./workspace-migrations.ts"
import { type Workspace, workspaceSchema } from "./workspace-schema.ts"

/** What was found in the browser's storage. `asideKey`: where an unreadable workspace was put. */
export interface StoredWorkspace {
  workspace: Workspace | undefined
  asideKey?: string
}

/** Reads a stored workspace of any version; undefined when it is not one. */
export function parseWorkspace(raw: string): Workspace | undefined {
  let value: unknown
  try {
    value = JSON.parse(raw)
  } catch {
    return undefined
  }
  const parsed = workspaceSchema.safeParse(migrateWorkspace(value))
  return parsed.success ? parsed.data : undefined
}

/** Reads the workspace that was found under a key. One that cannot be read is set aside, never thrown away. */
export function readStoredWorkspace(
  storage: KeyValueStorage,
  key: string,
  raw: string,
  now: number,
): StoredWorkspace {
  const workspace = parseWorkspace(raw)
  if (workspace) return { workspace }
  const asideKey = `${key}.aside.${now}`
  try {
    storage.setItem(asideKey, raw)
  } catch {
    // No room for a second copy: the original stays where it is until the first save after this notice.
  }
  return { workspace: undefined, asideKey }
}
