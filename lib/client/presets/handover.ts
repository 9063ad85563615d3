import type { WorkspacePreset } from "#lib/client/workspace"
import { kindOf, pageOf } from "#lib/client/workspace-kind"
import { type PresetContent, readPresetContent } from "#lib/domain/preset-content"

/** A setup on its way into a playground: what it is called, what it holds, and which preset it is, if it is one. */
export interface Handover {
  title: string
  content: PresetContent
  preset?: WorkspacePreset
  /** The workspace that was set aside then comes back, with its results, in place of the content alone. */
  aside?: number
}

const key = "bracket.handover"

type Storage = Pick<globalThis.Storage, "getItem" | "setItem" | "removeItem">

/**
 * Lays a setup down for the playground that is opened next in this tab, and answers its address. Nothing runs by
 * itself there. Throws where the browser has no room.
 */
export function handOver(handover: Handover, storage: Storage = window.sessionStorage): string {
  storage.setItem(key, JSON.stringify(handover))
  return `${pageOf[kindOf(handover.content.setup.mode)]}?open=handover`
}

/** What was laid down; undefined when nothing (readable) is there. It stays until `clearHandover`. */
export function readHandover(storage: Storage = window.sessionStorage): Handover | undefined {
  let value: { title?: unknown; content?: unknown; preset?: unknown; aside?: unknown } | null
  try {
    value = JSON.parse(storage.getItem(key) ?? "null")
  } catch {
    return undefined
  }
  const read = value && readPresetContent(value.content)
  if (!value || !read || "problem" in read) return undefined
  return {
    title: String(value.title ?? ""),
    content: read.content,
    ...(isPreset(value.preset) ? { preset: value.preset } : {}),
    ...(typeof value.aside === "number" ? { aside: value.aside } : {}),
  }
}

export function clearHandover(storage: Storage = window.sessionStorage): void {
  storage.removeItem(key)
}

function isPreset(value: unknown): value is WorkspacePreset {
  if (typeof value !== "object" || value === null) return false
  const { id, name, version } = value as Partial<Record<keyof WorkspacePreset, unknown>>
  return typeof id === "string" && typeof name === "string" && Number.isInteger(version)
}
