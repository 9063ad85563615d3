"use client"

import { useTranslations } from "use-intl"
import { useToast } from "#components/ui/toast"
import { draftOf } from "#lib/client/connection-draft"
import type { Discovered, ManagedConnection } from "#lib/domain/managed-connection"
import { AddConnection } from "./add-connection"
import { ConnectionEditor } from "./connection-editor"
import { DeleteDialog } from "./delete-dialog"
import type { ConnectionAction } from "./managed-card"
import { ModelsDialog } from "./models-dialog"
import { RotateDialog } from "./rotate-dialog"
import { TestDialog } from "./test-dialog"

/** Which dialog is open, if any. */
export type OpenDialog = ConnectionAction | { kind: "add"; found?: Discovered }

/** The dialogs of the connections' list: one at a time. */
export function ConnectionDialogs(props: {
  dialog: OpenDialog | undefined
  connections: ManagedConnection[]
  onChange: (dialog: OpenDialog | undefined) => void
}) {
  const { dialog, onChange } = props
  const t = useTranslations("connections")
  const toast = useToast()
  const close = () => onChange(undefined)
  if (!dialog) return null
  const saved = ({ id, name }: ManagedConnection) => {
    close()
    toast({
      text: t("saved", { name }),
      tone: "ok",
      action: { label: t("actions.test"), onAction: () => onChange({ kind: "test", id }) },
    })
  }
  if (dialog.kind === "add") return <AddConnection found={dialog.found} onClose={close} onSaved={saved} />
  const connection = props.connections.find(({ id }) => id === dialog.id)
  if (!connection) return null
  switch (dialog.kind) {
    case "edit":
      return (
        <ConnectionEditor
          title={t("form.edit", { name: connection.name })}
          initial={draftOf(connection)}
          stored={connection}
          onClose={close}
          onSaved={saved}
        />
      )
    case "models":
      return <ModelsDialog connection={connection} onClose={close} />
    case "rotate":
      return <RotateDialog connection={connection} onClose={close} />
    case "test":
      return <TestDialog key={connection.id} connection={connection} onClose={close} />
    case "delete":
      return <DeleteDialog connection={connection} onClose={close} />
  }
}
