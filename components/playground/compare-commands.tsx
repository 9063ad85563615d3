"use client"

import { ClipboardCopy, Download, EyeOff, Image as ImageIcon, SlidersHorizontal, Star } from "lucide-react"
import type { ReactNode } from "react"
import { useTranslations } from "use-intl"
import { type ChooseEntry, MenuEntries, type MenuEntry } from "#components/ui/menu"
import { toggleAllSettings } from "#lib/client/column-edits"
import { setView } from "#lib/client/workspace-edits"
import type { WorkspaceKind } from "#lib/client/workspace-kind"
import type { ExportKind } from "./export-job"
import { useEdit, useIsComparison, useOpenSheet, usePlayground, useWorkspace } from "./playground-context"

/** Documents of text have no place for pictures. */
const exportKinds: Record<WorkspaceKind, ExportKind[]> = {
  text: ["copy", "markdown", "json", "csv", "html", "png"],
  image: ["json", "csv", "png"],
}

const exportIcons: Partial<Record<ExportKind, ReactNode>> = {
  copy: <ClipboardCopy aria-hidden size={14} />,
  png: <ImageIcon aria-hidden size={14} />,
}

/** What is done now and then with all columns: judging, folding, code, exporting. */
export function CompareCommands({ choose }: { choose: ChooseEntry }) {
  const t = useTranslations("columns.menu")
  const edit = useEdit()
  const openSheet = useOpenSheet()
  const { kind, workspace } = usePlayground()
  const isComparison = useIsComparison()
  const view = useWorkspace((state) => state.view)
  const hasResults = useWorkspace(({ columns }) =>
    columns.some(({ results }) => Object.keys(results).length > 0),
  )
  const isBlind = view.blind !== undefined

  const draw = () => {
    const ids = workspace.getState().columns.map(({ id }) => id)
    edit(setView({ blind: shuffled(ids), reading: "answers", layout: "columns", selected: [] }))
  }
  const formats: MenuEntry[] = exportKinds[kind].map((format) => ({
    kind: "item",
    label: t(`export.${format}`),
    icon: exportIcons[format] ?? <Download aria-hidden size={14} />,
    disabled: !hasResults || isBlind,
    onSelect: () => openSheet({ kind: "export", format }),
  }))
  return (
    <MenuEntries
      choose={choose}
      entries={[
        {
          kind: "item",
          label: t(view.openSettings.length > 0 ? "foldSettings" : "unfoldSettings"),
          icon: <SlidersHorizontal aria-hidden size={14} />,
          onSelect: () => edit(toggleAllSettings()),
        },
        {
          kind: "item",
          label: t("sync"),
          choice: "checkbox",
          checked: view.syncScroll,
          onSelect: () => edit(setView({ syncScroll: !view.syncScroll })),
        },
        { kind: "separator" },
        {
          kind: "item",
          label: t("judge"),
          icon: <Star aria-hidden size={14} />,
          choice: "checkbox",
          checked: view.judging,
          onSelect: () => edit(setView({ judging: !view.judging })),
        },
        {
          kind: "item",
          label: t("blind"),
          icon: <EyeOff aria-hidden size={14} />,
          choice: "checkbox",
          checked: isBlind,
          disabled: !isComparison,
          onSelect: () => (isBlind ? edit(setView({ blind: undefined })) : draw()),
        },
        { kind: "separator" },
        { kind: "heading", label: t("export.label") },
        ...formats,
      ]}
    />
  )
}

/** A fair draw of the order (Fisher and Yates). */
function shuffled<T>(items: T[]): T[] {
  const drawn = [...items]
  for (let last = drawn.length - 1; last > 0; last--) {
    const pick = Math.floor(Math.random() * (last + 1))
    const [a, b] = [drawn[last], drawn[pick]]
    if (a !== undefined && b !== undefined) {
      drawn[last] = b
      drawn[pick] = a
    }
  }
  return drawn
}
