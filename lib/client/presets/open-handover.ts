import { restoredSetup } from "#lib/client/restored-workspace"
import type { Workspace } from "#lib/client/workspace"
import { kindOf, pageOf, type WorkspaceKind } from "#lib/client/workspace-kind"
import type { WorkspaceStore } from "#lib/client/workspace-store"
import { clearHandover, type Handover, readHandover } from "./handover.ts"
import { asideWorkspaces, holdsSomething, removeAside, setAside } from "./set-aside.ts"

/** What came of it: `elsewhere` is the page where such a setup is at home; `opened` can be undone. */
export type HandoverOutcome =
  | { kind: "none" }
  | { kind: "elsewhere"; page: string }
  | { kind: "opened"; title: string; isSetAside: boolean; undo: () => void }

/** Puts the setup that was laid down into the workspace, which is set aside first when it holds something. */
export function openHandover(
  store: WorkspaceStore,
  { kind, personId, now }: { kind: WorkspaceKind; personId: string; now: number },
): HandoverOutcome {
  const handover = readHandover()
  if (!handover) return { kind: "none" }
  const home = kindOf(handover.content.setup.mode)
  if (home !== kind) return { kind: "elsewhere", page: pageOf[home] }
  clearHandover()
  const before = store.getState()
  const storage = window.localStorage
  // Taken out first: what stands here must not push it off the end of the list.
  const back = asideWorkspaces(storage, personId, kind).find(({ at }) => at === handover.aside)
  if (back) removeAside(storage, personId, kind, back.at)
  const at = holdsSomething(before) ? setAside(storage, personId, kind, before, now) : undefined
  if (back) store.setState(back.workspace, true)
  else store.setState(withHandover(before, handover))
  return {
    kind: "opened",
    title: handover.title,
    isSetAside: at !== undefined,
    undo: () => {
      store.setState(before, true)
      if (at !== undefined) removeAside(storage, personId, kind, at)
      if (back) setAside(storage, personId, kind, back.workspace, back.at)
    },
  }
}

/** The part of a workspace that changes when a setup takes its place: all of it but how the page itself is arranged. */
export function withHandover(
  { view }: Workspace,
  { content, preset }: Pick<Handover, "content" | "preset">,
): Partial<Workspace> {
  const { setup } = content
  const [first, second] = setup.columns
  return {
    ...restoredSetup(setup),
    preset,
    view: {
      ...view,
      ...content.view,
      openSettings: first && !second ? [first.id] : [],
      rowId: setup.variables.rows[0]?.id ?? "",
      samples: {},
      selected: [],
      blind: undefined,
      picked: undefined,
    },
  }
}
