import { setupOf, type Workspace } from "#lib/client/workspace"
import { type PresetContent, presetVersion } from "#lib/domain/preset-content"

/** What of a workspace is saved and handed on: what it tries and how it is looked at, without results. */
export function contentOf(workspace: Workspace): PresetContent {
  const { rendering, reading, diffBy, syncScroll, judging, layout } = workspace.view
  return {
    version: presetVersion,
    setup: setupOf(workspace),
    view: { rendering, reading, diffBy, syncScroll, judging, layout },
  }
}

/** The first words of what is asked, as a name; empty where nothing is written. */
export function suggestedName({ mode, promptText, turns }: Workspace): string {
  const text = mode === "chat" ? (turns.findLast(({ role }) => role === "user")?.text ?? "") : promptText
  const [line = ""] = text.trim().split("\n")
  return line.length <= 60 ? line : `${line.slice(0, 59).trimEnd()}…`
}
