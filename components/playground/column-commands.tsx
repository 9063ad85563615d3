"use client"

import {
  ArrowLeft,
  ArrowRight,
  Code,
  Copy,
  CopyPlus,
  GalleryHorizontal,
  History,
  PencilLine,
  Pin,
  Play,
  RotateCcw,
  Square,
  Trash2,
} from "lucide-react"
import { useRouter } from "next/navigation"
import { useTranslations } from "use-intl"
import { type ChooseEntry, MenuEntries, type MenuEntry } from "#components/ui/menu"
import { useToast } from "#components/ui/toast"
import { changeColumn, moveColumn, resetParameters, setBaseline } from "#lib/client/column-edits"
import { baselineOf, type Column } from "#lib/client/workspace"
import { setView } from "#lib/client/workspace-edits"
import { maxColumns } from "#lib/domain/setup"
import { useEdit, useOpenSheet, usePlayground, useRun, useWorkspace } from "./playground-context"
import { useColumnActions } from "./use-column-actions"
import { useIsColumnRunning } from "./use-column-state"
import { useRunActions } from "./use-run-actions"

/** The entries of a column's menu. */
export function ColumnCommands({
  column,
  name,
  onRename,
  choose,
}: {
  column: Column
  name: string
  onRename: () => void
  choose: ChooseEntry
}) {
  return <MenuEntries entries={useColumnCommands(column, name, onRename)} choose={choose} />
}

function useColumnCommands(column: Column, name: string, onRename: () => void): MenuEntry[] {
  const t = useTranslations("playground")
  const c = useTranslations("columns.menu")
  const common = useTranslations("common")
  const output = useTranslations("output")
  const edit = useEdit()
  const router = useRouter()
  const toast = useToast()
  const { kind, outputs, mayRun } = usePlayground()
  const openSheet = useOpenSheet()
  const isImage = kind === "image"
  const { run, stop } = useRunActions()
  const { duplicate, remove } = useColumnActions()
  const isRunning = useIsColumnRunning(column)
  const rendering = useWorkspace(({ view }) => view.rendering)
  const testModels = useWorkspace(({ view }) => view.testModels)
  const place = useWorkspace(({ columns }) => columns.findIndex(({ id }) => id === column.id))
  const count = useWorkspace(({ columns }) => columns.length)
  const isBaseline = useWorkspace((state) => baselineOf(state)?.id === column.id)
  const hasText = useRun(column.id, ({ text }) => text !== "") ?? false
  const runId = useRun(column.id, (state) => state.runId)
  const icon = (Icon: typeof Copy) => <Icon aria-hidden size={14} />

  const copy = () => {
    const text = runId === undefined ? undefined : outputs.run(runId)?.text
    navigator.clipboard?.writeText(text ?? "").then(
      () => toast({ text: output("copied"), tone: "ok" }),
      () => toast({ text: output("copyFailed"), tone: "error" }),
    )
  }
  const reset = () => {
    const { parameters } = column
    edit(resetParameters(column.id))
    toast({
      text: t("settingsReset"),
      action: {
        label: common("undo"),
        onAction: () => edit(changeColumn(column.id, (now) => ({ ...now, parameters }))),
      },
    })
  }
  const item = (
    label: string,
    Icon: typeof Copy,
    onSelect: () => void,
    more: { disabled?: boolean; shortcut?: string; danger?: boolean } = {},
  ): MenuEntry => ({ kind: "item", label, icon: icon(Icon), onSelect, ...more })

  return [
    isRunning
      ? item(c("stop"), Square, () => stop([column.id]))
      : item(c("run"), Play, () => run([column.id]), { shortcut: "Alt+Enter" }),
    { kind: "separator" },
    item(c("duplicate"), CopyPlus, () => duplicate(column.id), { disabled: count >= maxColumns }),
    ...(count > 1
      ? [
          item(c("baseline"), Pin, () => edit(setBaseline(column.id)), { disabled: isBaseline }),
          item(c("rename"), PencilLine, onRename),
          item(c("left"), ArrowLeft, () => edit(moveColumn(column.id, place - 1)), { disabled: place === 0 }),
          item(c("right"), ArrowRight, () => edit(moveColumn(column.id, place + 1)), {
            disabled: place === count - 1,
          }),
          item(c("remove"), Trash2, () => remove(column.id, name)),
        ]
      : []),
    { kind: "separator" },
    isImage
      ? item(c("strip"), GalleryHorizontal, () => openSheet({ kind: "strip", columnId: column.id }))
      : item(t("menu.copy"), Copy, copy, { disabled: !hasText }),
    item(c("code"), Code, () => openSheet({ kind: "code", columnId: column.id }), { disabled: !mayRun }),
    item(t("menu.history"), History, () => router.push(`/history/${encodeURIComponent(runId ?? "")}`), {
      disabled: runId === undefined,
    }),
    item(t("menu.reset"), RotateCcw, reset),
    { kind: "separator" },
    ...(isImage ? [] : (["markdown", "plain"] as const)).map(
      (choice): MenuEntry => ({
        kind: "item",
        label: t(`menu.${choice}`),
        choice: "radio",
        checked: rendering === choice,
        onSelect: () => edit(setView({ rendering: choice })),
      }),
    ),
    {
      kind: "item",
      label: t("showTestModels"),
      choice: "checkbox",
      checked: testModels,
      onSelect: () => edit(setView({ testModels: !testModels })),
    },
  ]
}
