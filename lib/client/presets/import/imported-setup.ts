import { contentOf, suggestedName } from "#lib/client/presets/workspace-content"
import { emptyWorkspace, type Workspace } from "#lib/client/workspace"
import { kindOf } from "#lib/client/workspace-kind"
import { workspaceParts } from "#lib/client/workspace-parts"
import type { Variant } from "#lib/domain/batch"
import type { ImportItem, ImportNote } from "./import-result.ts"

/** What is sent by a request that was found, and how often. */
export interface FoundRequest {
  variant: Variant
  samples?: number
  /** Body fields without a control. */
  extra?: object
  /** What it is called where it comes from. */
  title?: string
  notes: ImportNote[]
}

/** Most messages that a prompt may have (lib/domain/prompt-schema.ts). */
const mostMessages = 500

/** A request as a workspace with one column, as a preset that could be saved. */
export function importedItem({ variant, samples = 1, extra, title = "", notes }: FoundRequest): ImportItem {
  let count = 0
  const { column, ...parts } = workspaceParts(variant, () => `message-${++count}`)
  const kept = parts.turns.slice(-mostMessages)
  const hasUser = kept.some(({ role }) => role === "user")
  const turns = hasUser ? kept : [...kept.slice(1), { id: "message-last", role: "user" as const, text: "" }]
  const empty = emptyWorkspace(kindOf(parts.mode))
  const [first] = empty.columns
  const workspace: Workspace = {
    ...empty,
    ...parts,
    turns,
    columns: first ? [{ ...first, ...column, samples, ...extraText(extra) }] : [],
  }
  return {
    name: nameFrom(title) || nameFrom(suggestedName(workspace)),
    description: "",
    folder: "",
    tags: [],
    content: contentOf(workspace),
    notes: kept.length < parts.turns.length ? [...notes, { kind: "messagesCut", kept: mostMessages }] : notes,
  }
}

const extraText = (extra: object | undefined) =>
  extra ? { extra: { text: JSON.stringify(extra, null, 2), ok: true } } : {}

/** A text as a name: one line of whole characters, as long as names may be. */
function nameFrom(text: string): string {
  const line = text
    .toWellFormed()
    .replace(/[\p{Cc}\s]+/gu, " ")
    .trim()
  return [...line].slice(0, 100).join("").trim()
}
