"use client"

import { Ellipsis } from "lucide-react"
import { useTranslations } from "use-intl"
import { useErrorText } from "#components/shell/error-text"
import { IconButton } from "#components/ui/icon-button"
import { Menu, type MenuEntry } from "#components/ui/menu"
import { useToast } from "#components/ui/toast"
import { faultOf } from "#lib/client/api/fault-of"
import { useChangeConnection } from "#lib/client/api/manage-connections"
import type { ManagedConnection } from "#lib/domain/managed-connection"
import { canRotate } from "./key-lines"
import type { ConnectionAction } from "./managed-card"

/** What can be done with a connection. Taking it out of use has an undo; deleting asks first. */
export function ConnectionMenu({
  connection,
  onAction,
}: {
  connection: ManagedConnection
  onAction: (kind: ConnectionAction["kind"]) => void
}) {
  const t = useTranslations("connections.actions")
  const common = useTranslations("common")
  const errorText = useErrorText()
  const toast = useToast()
  const change = useChangeConnection()
  const { id, name, disabled } = connection

  const setDisabled = (disabled: boolean, canUndo: boolean) =>
    change.mutate(
      { id, change: { disabled } },
      {
        onSuccess: () =>
          toast({
            text: t(disabled ? "disabledNow" : "enabledNow", { name }),
            tone: "ok",
            action: canUndo
              ? { label: common("undo"), onAction: () => setDisabled(!disabled, false) }
              : undefined,
          }),
        onError: (error) => {
          const { title, hint } = errorText(faultOf(error))
          toast({ text: `${title}. ${hint}`, tone: "error" })
        },
      },
    )
  const item = (kind: "edit" | "models" | "rotate"): MenuEntry => ({
    kind: "item",
    label: t(kind),
    onSelect: () => onAction(kind),
  })
  const entries: MenuEntry[] = [
    item("edit"),
    item("models"),
    ...(canRotate(connection) ? [item("rotate")] : []),
    { kind: "separator" },
    { kind: "item", label: t(disabled ? "enable" : "disable"), onSelect: () => setDisabled(!disabled, true) },
    ...(connection.deletable
      ? [{ kind: "item" as const, label: common("delete"), danger: true, onSelect: () => onAction("delete") }]
      : []),
  ]
  return (
    <Menu
      label={t("menuOf", { name })}
      align="end"
      trigger={(props) => (
        <IconButton {...props} label={t("menuOf", { name })} size="sm">
          <Ellipsis aria-hidden size={16} />
        </IconButton>
      )}
      entries={entries}
    />
  )
}
