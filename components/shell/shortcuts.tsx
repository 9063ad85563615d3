"use client"

import { useTranslations } from "use-intl"
import { Kbd } from "#components/ui/kbd"
import { useModKey } from "./mod-key"

export type ShortcutGroup = "everywhere" | "playground" | "history"

interface Shortcut {
  /** Keys pressed together are joined by `+`; several ways stand side by side. `Mod` is ⌘ on a Mac, else Ctrl. */
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
    | "search"
    | "move"
    | "open"
    | "unfold"
    | "select"
    | "star"
    | "delete"
    | "closeDetail"
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
  { keys: ["/"], name: "search", group: "history" },
  { keys: ["↑", "↓"], name: "move", group: "history" },
  { keys: ["Enter"], name: "open", group: "history" },
  { keys: ["→", "←"], name: "unfold", group: "history" },
  { keys: ["X"], name: "select", group: "history" },
  { keys: ["S"], name: "star", group: "history" },
  { keys: ["Delete"], name: "delete", group: "history" },
  { keys: ["Esc"], name: "closeDetail", group: "history" },
]

const groups: ShortcutGroup[] = ["everywhere", "playground", "history"]

/** The list of shortcuts, for people. */
export function ShortcutList() {
  const t = useTranslations("shell")
  const mod = useModKey()
  return (
    <div className="flex flex-col gap-4">
      {groups.map((group) => (
        <section key={group}>
          <h3 className="mb-1 text-ink-3 text-xs">{t(`shortcutGroups.${group}`)}</h3>
          <dl className="divide-y">
            {shortcuts
              .filter((shortcut) => shortcut.group === group)
              .map(({ name, keys }) => (
                <div key={name} className="flex items-center justify-between gap-4 py-1.5 text-sm">
                  <dt>{t(`shortcutNames.${name}`)}</dt>
                  <dd className="flex gap-1.5">
                    {keys.map((combination) => (
                      <span key={combination} className="flex gap-0.5">
                        {combination.split("+").map((key) => (
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
