"use client"

import { useMemo } from "react"
import { useTranslations } from "use-intl"
import {
  useConnections,
  useEdit,
  usePlayground,
  useWorkspace,
} from "#components/playground/playground-context"
import { Button } from "#components/ui/button"
import { Dialog } from "#components/ui/dialog"
import { useToast } from "#components/ui/toast"
import { type CarriedSettings, type Restoring, restorable } from "#lib/client/carried-settings"
import { restoredSettings, type Skipped } from "#lib/client/restored-settings"
import { takeBack } from "#lib/client/take-back"
import { columnName } from "#lib/client/workspace"
import { DroppedSkipped } from "./dropped-skipped"
import { DroppedValues } from "./dropped-values"

/** A picture that carries its settings: shows them, and asks what is to be made of it. */
export function DroppedSettings({
  file,
  settings,
  onStart,
  onClose,
}: {
  file: File
  settings: CarriedSettings
  /** The picture itself is wanted, to start from. */
  onStart: () => void
  onClose: () => void
}) {
  const t = useTranslations("images.dropped")
  const common = useTranslations("common")
  const toast = useToast()
  const edit = useEdit()
  const { workspace: store } = usePlayground()
  const workspace = useWorkspace((all) => all)
  const { connections } = useConnections()
  const parts = restorable(settings)
  const skipped = useMemo(
    (): Skipped[] => restoredSettings(settings, workspace, connections, "all").skipped,
    [settings, workspace, connections],
  )
  const skippedText = (left: Skipped[], what: Restoring) => {
    if (left.length === 0) return ""
    if (what === "all") return t("skippedCount", { count: left.length })
    const columns = left.flatMap((one) => (one.what === "parameter" ? [one.column] : []))
    return t("skippedIn", { columns: columns.join(", ") })
  }
  const restore = (what: Restoring) => {
    const before = store.getState()
    const restored = restoredSettings(settings, before, connections, what)
    edit(restored.edit)
    const undo = takeBack(before, store.getState())
    toast({
      text: [t(`restored.${what}`), skippedText(restored.skipped, what)].filter(Boolean).join(" "),
      action: { label: common("undo"), onAction: () => edit(undo) },
    })
    onClose()
  }
  return (
    <Dialog
      open
      onClose={onClose}
      title={t("title")}
      size="lg"
      actions={
        <div className="flex flex-wrap justify-end gap-2">
          <Button variant="ghost" onClick={onStart} className="mr-auto">
            {t("start")}
          </Button>
          {parts.map((what) => (
            <Button
              key={what}
              variant={what === "all" ? "primary" : "secondary"}
              className={what === "all" ? "order-last" : undefined}
              onClick={() => restore(what)}
            >
              {t(`restore.${what}`)}
            </Button>
          ))}
        </div>
      }
    >
      <div className="flex flex-col gap-3 text-sm">
        <p className="text-ink-2">
          {t("intro", { name: file.name, column: columnName(workspace.columns, workspace.baselineId) })}
        </p>
        <DroppedValues settings={settings} />
        <DroppedSkipped skipped={skipped} />
      </div>
    </Dialog>
  )
}
