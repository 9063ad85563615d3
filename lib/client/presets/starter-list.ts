import type { WorkspaceKind } from "#lib/client/workspace-kind"

/** What one may begin with, and on which page; in the order in which they are offered. */
export const starterKinds = {
  ladder: "text",
  topP: "text",
  roles: "text",
  extraction: "text",
  translation: "text",
  continue: "text",
  one: "image",
  strip: "image",
  seeds: "image",
} as const satisfies Record<string, WorkspaceKind>

export type StarterKey = keyof typeof starterKinds

export const starterKeys = Object.keys(starterKinds) as StarterKey[]
