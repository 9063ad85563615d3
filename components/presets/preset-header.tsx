"use client"

import { ArrowLeft, Copy, Download, Ellipsis, Pencil, Star, Trash2 } from "lucide-react"
import { useState } from "react"
import { useTranslations } from "use-intl"
import { Button } from "#components/ui/button"
import { IconButton } from "#components/ui/icon-button"
import { Menu } from "#components/ui/menu"
import { pageOf } from "#lib/client/workspace-kind"
import type { PresetDetail } from "#lib/domain/preset"
import { EditPreset } from "./edit-preset"
import { useExportPresets } from "./use-export-presets"
import { usePresetActions } from "./use-preset-actions"
import { usePresetsPlace } from "./use-presets-place"
import { useSavedText } from "./use-saved-text"

/** What the open preset is called, where it lies, and what can be done with it; stays while the rest scrolls. */
export function PresetHeader({ detail }: { detail: PresetDetail }) {
  const t = useTranslations("presets")
  const history = useTranslations("history")
  const common = useTranslations("common")
  const saved = useSavedText()
  const { open } = usePresetsPlace()
  const { star, use, duplicate, remove } = usePresetActions()
  const { exportOne } = useExportPresets()
  const [isEditing, setEditing] = useState(false)
  const { preset, version } = detail
  return (
    <header className="sticky top-0 z-10 flex flex-wrap items-center gap-x-3 gap-y-1 border-b bg-canvas px-4 py-2 lg:px-6">
      <span className="md:hidden">
        <IconButton label={history("backToList")} onClick={() => open(undefined)}>
          <ArrowLeft aria-hidden size={16} />
        </IconButton>
      </span>
      <div className="min-w-0 flex-1 max-sm:basis-[calc(100%-4rem)]">
        <h2 className="min-w-0 truncate text-sm" title={preset.name}>
          {preset.name}
        </h2>
        <p className="flex flex-wrap gap-x-2 text-ink-2 text-xs">
          <span className="figures">
            {t("versions.shown", { number: version.number, count: preset.version })}
          </span>
          <span className="figures">{saved(version.createdAt)}</span>
          {preset.folder === "" ? null : <span className="truncate">{preset.folder}</span>}
        </p>
      </div>
      <div className="flex items-center gap-1 max-sm:w-full">
        <IconButton
          label={history(preset.starred ? "unstar" : "star")}
          shortcut="S"
          size="sm"
          aria-pressed={preset.starred}
          onClick={() => star(preset.id, !preset.starred)}
        >
          <Star aria-hidden size={14} fill={preset.starred ? "currentColor" : "none"} />
        </IconButton>
        <Menu
          label={common("more")}
          align="end"
          trigger={(props) => (
            <IconButton {...props} label={common("more")} size="sm">
              <Ellipsis aria-hidden size={14} />
            </IconButton>
          )}
          entries={[
            {
              kind: "item",
              label: t("edit.title"),
              icon: <Pencil aria-hidden size={14} />,
              onSelect: () => setEditing(true),
            },
            {
              kind: "item",
              label: t("duplicate"),
              icon: <Copy aria-hidden size={14} />,
              onSelect: () => duplicate(detail),
            },
            {
              kind: "item",
              label: t("export.one"),
              icon: <Download aria-hidden size={14} />,
              onSelect: () => exportOne(detail),
            },
            { kind: "separator" },
            {
              kind: "item",
              label: history("delete"),
              icon: <Trash2 aria-hidden size={14} />,
              shortcut: "Delete",
              danger: true,
              onSelect: () => remove(preset),
            },
          ]}
        />
        <Button variant="primary" size="sm" className="ml-1 max-sm:ml-auto" onClick={() => use(detail)}>
          {history(pageOf[preset.kind] === "/images" ? "openInImages" : "openInPlayground")}
        </Button>
      </div>
      {isEditing ? <EditPreset preset={preset} onClose={() => setEditing(false)} /> : null}
    </header>
  )
}
