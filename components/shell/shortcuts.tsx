"use client"

import { useTranslations } from "use-intl"
import { Kbd } from "#components/ui/kbd"
import { useModKey } from "./mod-key"

export type ShortcutGroup =
  | "everywhere"
  | "playground"
  | "presets"
  | "history"
  | "gallery"
  | "viewer"
  | "mask"

interface Shortcut {
  /**
   * Keys pressed together are joined by `+`; several ways stand side by side, or the two ends of a range. `Mod` is ⌘ on
   * a Mac, else Ctrl.
   */
  keys: string[]
  name:
    | "sheet"
    | "run"
    | "runColumn"
    | "moveMessage"
    | "foldPrompt"
    | "goToColumn"
    | "duplicateColumn"
    | "foldSettings"
    | "moveColumn"
    | "stop"
    | "savePreset"
    | "openPreset"
    | "search"
    | "move"
    | "open"
    | "unfold"
    | "select"
    | "star"
    | "delete"
    | "closeDetail"
    | "movePicture"
    | "page"
    | "ends"
    | "openPicture"
    | "clearSelection"
    | "step"
    | "stepAlways"
    | "otherPicture"
    | "swap"
    | "zoom"
    | "fit"
    | "actualSize"
    | "closeViewer"
    | "moveBrush"
    | "moveBrushFar"
    | "paint"
    | "brushSize"
    | "undo"
    | "redo"
  group: ShortcutGroup
}

/** Every shortcut there is; the sheet and the settings page are made from this list. */
export const shortcuts: Shortcut[] = [
  { keys: ["?"], name: "sheet", group: "everywhere" },
  { keys: ["Mod+Enter"], name: "run", group: "playground" },
  { keys: ["Alt+Enter"], name: "runColumn", group: "playground" },
  { keys: ["Esc"], name: "stop", group: "playground" },
  { keys: ["Alt+Shift+↑", "Alt+Shift+↓"], name: "moveMessage", group: "playground" },
  { keys: ["Mod+B"], name: "foldPrompt", group: "playground" },
  { keys: ["1…9"], name: "goToColumn", group: "playground" },
  { keys: ["←", "→"], name: "moveColumn", group: "playground" },
  { keys: ["D"], name: "duplicateColumn", group: "playground" },
  { keys: ["S"], name: "foldSettings", group: "playground" },
  { keys: ["Mod+S"], name: "savePreset", group: "playground" },
  { keys: ["/"], name: "search", group: "presets" },
  { keys: ["↑", "↓"], name: "move", group: "presets" },
  { keys: ["Enter"], name: "openPreset", group: "presets" },
  { keys: ["S"], name: "star", group: "presets" },
  { keys: ["Delete"], name: "delete", group: "presets" },
  { keys: ["/"], name: "search", group: "history" },
  { keys: ["↑", "↓"], name: "move", group: "history" },
  { keys: ["Enter"], name: "open", group: "history" },
  { keys: ["→", "←"], name: "unfold", group: "history" },
  { keys: ["X"], name: "select", group: "history" },
  { keys: ["S"], name: "star", group: "history" },
  { keys: ["Delete"], name: "delete", group: "history" },
  { keys: ["Esc"], name: "closeDetail", group: "history" },
  { keys: ["/"], name: "search", group: "gallery" },
  { keys: ["←", "→", "↑", "↓"], name: "movePicture", group: "gallery" },
  { keys: ["PageUp", "PageDown"], name: "page", group: "gallery" },
  { keys: ["Home", "End"], name: "ends", group: "gallery" },
  { keys: ["Enter"], name: "openPicture", group: "gallery" },
  { keys: ["X"], name: "select", group: "gallery" },
  { keys: ["S"], name: "star", group: "gallery" },
  { keys: ["Delete"], name: "delete", group: "gallery" },
  { keys: ["Esc"], name: "clearSelection", group: "gallery" },
  { keys: ["←", "→"], name: "step", group: "viewer" },
  { keys: ["PageUp", "PageDown"], name: "stepAlways", group: "viewer" },
  { keys: ["Alt+←", "Alt+→"], name: "otherPicture", group: "viewer" },
  { keys: ["C"], name: "swap", group: "viewer" },
  { keys: ["+", "-"], name: "zoom", group: "viewer" },
  { keys: ["0"], name: "fit", group: "viewer" },
  { keys: ["1"], name: "actualSize", group: "viewer" },
  { keys: ["S"], name: "star", group: "viewer" },
  { keys: ["Delete"], name: "delete", group: "viewer" },
  { keys: ["Esc"], name: "closeViewer", group: "viewer" },
  { keys: ["←", "→", "↑", "↓"], name: "moveBrush", group: "mask" },
  { keys: ["Shift+←", "Shift+→"], name: "moveBrushFar", group: "mask" },
  { keys: ["Space", "Enter"], name: "paint", group: "mask" },
  { keys: ["[", "]"], name: "brushSize", group: "mask" },
  { keys: ["Mod+Z"], name: "undo", group: "mask" },
  { keys: ["Mod+Shift+Z"], name: "redo", group: "mask" },
]

const groups: ShortcutGroup[] = [
  "everywhere",
  "playground",
  "presets",
  "history",
  "gallery",
  "viewer",
  "mask",
]

/** The plus between keys; a plus that stands first is the key itself. */
const joint = /(?<=.)\+/

/** The list of shortcuts, for people. */
export function ShortcutList() {
  const t = useTranslations("shell")
  const mod = useModKey()
  return (
    <div className="columns-[20rem] gap-x-8">
      {groups.map((group) => (
        <section key={group} className="mb-4 break-inside-avoid">
          <h3 className="mb-1 text-ink-3 text-xs">{t(`shortcutGroups.${group}`)}</h3>
          <dl className="divide-y">
            {shortcuts
              .filter((shortcut) => shortcut.group === group)
              .map(({ name, keys }) => (
                <div key={name} className="flex items-center justify-between gap-4 py-1.5 text-sm">
                  <dt>{t(`shortcutNames.${name}`)}</dt>
                  <dd className="flex shrink-0 gap-1.5">
                    {keys.map((combination) => (
                      <span key={combination} className="flex gap-0.5">
                        {combination.split(joint).map((key) => (
                          <Kbd key={key}>{key === "Mod" ? mod : key}</Kbd>
                        ))}
                      </span>
                    ))}
                  </dd>
                </div>
              ))}
          </dl>
        </section>
      ))}
      <p className="text-ink-2 text-xs">{t("shortcutNote")}</p>
    </div>
  )
}
