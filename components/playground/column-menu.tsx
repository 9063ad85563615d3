"use client"

import { Copy, Ellipsis, History, RotateCcw } from "lucide-react"
import { useRouter } from "next/navigation"
import { useTranslations } from "use-intl"
import { IconButton } from "#components/ui/icon-button"
import { Menu } from "#components/ui/menu"
import { useToast } from "#components/ui/toast"
import type { Column } from "#lib/client/workspace"
import { resetParameters, setView } from "#lib/client/workspace-edits"
import { useEdit, usePlayground, useRun, useWorkspace } from "./playground-context"

/** What one can do with a column beyond running it. */
export function ColumnMenu({ column, name }: { column: Column; name: string }) {
  const t = useTranslations("playground")
  const common = useTranslations("common")
  const output = useTranslations("output")
  const edit = useEdit()
  const router = useRouter()
  const toast = useToast()
  const { outputs, workspace } = usePlayground()
  const rendering = useWorkspace(({ view }) => view.rendering)
  const testModels = useWorkspace(({ view }) => view.testModels)
  const hasText = useRun(column.id, ({ text }) => text !== "") ?? false
  const runId = useRun(column.id, (run) => run.runId)

  const copy = () => {
    const text = runId === undefined ? undefined : outputs.run(runId)?.text
    navigator.clipboard?.writeText(text ?? "").then(
      () => toast({ text: output("copied"), tone: "ok" }),
      () => toast({ text: output("copyFailed"), tone: "error" }),
    )
  }
  const reset = () => {
    const before = workspace.getState().columns
    edit(resetParameters(column.id))
    toast({
      text: t("settingsReset"),
      action: { label: common("undo"), onAction: () => workspace.setState({ columns: before }) },
    })
  }
  return (
    <Menu
      label={t("columnMenu", { name })}
      align="end"
      trigger={(props) => (
        <IconButton {...props} label={t("columnMenu", { name })}>
          <Ellipsis aria-hidden size={16} />
        </IconButton>
      )}
      entries={[
        {
          kind: "item",
          label: t("menu.copy"),
          icon: <Copy aria-hidden size={14} />,
          disabled: !hasText,
          onSelect: copy,
        },
        {
          kind: "item",
          label: t("menu.history"),
          icon: <History aria-hidden size={14} />,
          disabled: runId === undefined,
          onSelect: () => router.push(`/history/${encodeURIComponent(runId ?? "")}`),
        },
        { kind: "separator" },
        { kind: "heading", label: output("rendering") },
        ...(["markdown", "plain"] as const).map((choice) => ({
          kind: "item" as const,
          label: t(`menu.${choice}`),
          choice: "radio" as const,
          checked: rendering === choice,
          onSelect: () => edit(setView({ rendering: choice })),
        })),
        { kind: "separator" },
        {
          kind: "item",
          label: t("menu.reset"),
          icon: <RotateCcw aria-hidden size={14} />,
          onSelect: reset,
        },
        {
          kind: "item",
          label: t("showTestModels"),
          choice: "checkbox",
          checked: testModels,
          onSelect: () => edit(setView({ testModels: !testModels })),
        },
      ]}
    />
  )
}
