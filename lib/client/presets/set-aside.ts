import type { Workspace } from "#lib/client/workspace"
import { type KeyValueStorage, storedText, workspaceKey } from "#lib/client/workspace-key"
import type { WorkspaceKind } from "#lib/client/workspace-kind"
import { parseWorkspace } from "#lib/client/workspace-storage"

/** Most workspaces that are kept aside, of a person and kind. */
export const mostAside = 5

/** A workspace that made room for another one. `at`: when, in epoch ms; no two have the same. */
export interface AsideWorkspace {
  at: number
  workspace: Workspace
}

const asideKey = (personId: string, kind: WorkspaceKind) => `${workspaceKey(personId, kind)}.earlier`

/** Whether somebody has written or made anything in a workspace. Which model is chosen does not count: it is chosen again in a moment. */
export function holdsSomething(workspace: Workspace): boolean {
  const { columns, turns, variables, checks, initImage, tools, answerSchema } = workspace
  const texts = [
    workspace.promptText,
    workspace.system,
    workspace.prefix,
    workspace.suffix,
    workspace.negative,
    tools?.text,
    answerSchema?.text,
    ...turns.map(({ text }) => text),
    ...columns.flatMap(({ prompt, system, prefix, start, extra }) => [
      prompt,
      system,
      prefix,
      start && JSON.stringify(start),
      extra?.text,
    ]),
  ]
  return (
    texts.some((text) => text !== undefined && text.trim() !== "") ||
    [columns, turns].some((list) => list.length > 1) ||
    [variables.names, checks, turns[0]?.images ?? []].some((list) => list.length > 0) ||
    initImage !== undefined ||
    columns.some(({ results }) => Object.keys(results).length > 0)
  )
}

/** The workspaces that were set aside, newest first; what cannot be read is left out. */
export function asideWorkspaces(
  storage: KeyValueStorage,
  personId: string,
  kind: WorkspaceKind,
): AsideWorkspace[] {
  let list: unknown
  try {
    list = JSON.parse(storedText(storage, asideKey(personId, kind)) ?? "[]")
  } catch {
    return []
  }
  if (!Array.isArray(list)) return []
  return list.flatMap((one: { at?: unknown; workspace?: unknown } | null) => {
    const workspace = typeof one?.at === "number" ? parseWorkspace(JSON.stringify(one.workspace)) : undefined
    return workspace ? [{ at: Number(one?.at), workspace }] : []
  })
}

/**
 * Keeps a workspace that makes room for another; the oldest goes when there are more than `mostAside`, or when the
 * browser has no room for them. Answers the `at` that it got, or undefined when the browser keeps nothing.
 */
export function setAside(
  storage: KeyValueStorage,
  personId: string,
  kind: WorkspaceKind,
  workspace: Workspace,
  now: number,
): number | undefined {
  const earlier = asideWorkspaces(storage, personId, kind)
  const at = Math.max(now, (earlier[0]?.at ?? 0) + 1)
  for (
    let list = [{ at, workspace }, ...earlier].slice(0, mostAside);
    list.length > 0;
    list = list.slice(0, -1)
  )
    if (keep(storage, personId, kind, list)) return at
  return undefined
}

/** Forgets one of them: it was put back, or is not wanted any more. */
export function removeAside(
  storage: KeyValueStorage,
  personId: string,
  kind: WorkspaceKind,
  at: number,
): void {
  const list = asideWorkspaces(storage, personId, kind)
  keep(
    storage,
    personId,
    kind,
    list.filter((one) => one.at !== at),
  )
}

function keep(storage: KeyValueStorage, personId: string, kind: WorkspaceKind, list: AsideWorkspace[]) {
  try {
    storage.setItem(asideKey(personId, kind), JSON.stringify(list))
    return true
  } catch {
    return false
  }
}
