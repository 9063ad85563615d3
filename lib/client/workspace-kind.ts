import type { Mode, Model } from "#lib/domain/connection"

/** What a workspace makes: each kind has a page of its own, and each person a workspace of each. */
export type WorkspaceKind = "text" | "image"

/** The page where a kind of workspace, batch or run is at home. */
export const pageOf: Record<WorkspaceKind, string> = { text: "/playground", image: "/images" }

/** Whether a workspace in this mode makes words or pictures. */
export function kindOf(mode: Mode): WorkspaceKind {
  return mode === "image" ? "image" : "text"
}

/** Whether a model can make what this kind of workspace asks for. */
export function makes({ modes }: Pick<Model, "modes">, kind: WorkspaceKind): boolean {
  return modes.some((mode) => kindOf(mode) === kind)
}
