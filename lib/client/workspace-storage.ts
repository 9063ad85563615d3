import * as z from "zod/mini"
import { type Workspace, workspaceSchema } from "./workspace.ts"

export type KeyValueStorage = Pick<Storage, "getItem" | "setItem">

/** What was found in the browser's storage. `asideKey`: where an unreadable workspace was put. */
export interface StoredWorkspace {
  workspace: Workspace | undefined
  /** The text as it is stored, to see later whether somebody else changed it. */
  raw: string | null
  asideKey?: string
}

export function workspaceKey(personId: string): string {
  return `bracket.workspace.${personId}`
}

/**
 * Changes older layouts, step by step, into the present one: `migrations[n]` takes version n to n + 1. Empty
 * while there is one version only.
 */
const migrations: Record<number, (old: object) => object> = {}

/** Reads a stored workspace of any version; undefined when it is not one. */
export function parseWorkspace(raw: string): Workspace | undefined {
  let value: unknown
  try {
    value = JSON.parse(raw)
  } catch {
    return undefined
  }
  while (typeof value === "object" && value !== null && "version" in value) {
    const migrate = typeof value.version === "number" ? migrations[value.version] : undefined
    if (!migrate) break
    value = migrate(value)
  }
  const parsed = z.safeParse(workspaceSchema, value)
  return parsed.success ? parsed.data : undefined
}

/** Loads a person's workspace. One that cannot be read is set aside under another key, never thrown away. */
export function loadWorkspace(storage: KeyValueStorage, personId: string, now: number): StoredWorkspace {
  const key = workspaceKey(personId)
  let raw: string | null
  try {
    raw = storage.getItem(key)
  } catch {
    return { workspace: undefined, raw: null }
  }
  if (raw === null) return { workspace: undefined, raw }
  const workspace = parseWorkspace(raw)
  if (workspace) return { workspace, raw }
  const asideKey = `${key}.aside.${now}`
  try {
    storage.setItem(asideKey, raw)
  } catch {
    // No room for a second copy: the original stays where it is until the first save after this notice.
  }
  return { workspace: undefined, raw, asideKey }
}
