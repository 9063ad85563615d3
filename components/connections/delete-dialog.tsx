"use client"

import { useTranslations } from "use-intl"
import { useErrorText } from "#components/shell/error-text"
import { Button } from "#components/ui/button"
import { Dialog } from "#components/ui/dialog"
import { ErrorCard } from "#components/ui/error-card"
import { useToast } from "#components/ui/toast"
import { faultOf } from "#lib/client/api/fault-of"
import { useDeleteConnection } from "#lib/client/api/manage-connections"
import type { ManagedConnection } from "#lib/domain/managed-connection"

/** Asks before a connection is deleted for good, and says what ends with it. */
export function DeleteDialog({
  connection,
  onClose,
}: {
  connection: ManagedConnection
  onClose: () => void
}) {
  const t = useTranslations("connections.delete")
  const common = useTranslations("common")
  const errorText = useErrorText()
  const toast = useToast()
  const remove = useDeleteConnection()
  const { name, access, models, credential } = connection
  const act = () =>
    remove.mutate(connection.id, {
      onSuccess: () => {
        toast({ text: t("done", { name }), tone: "ok" })
        onClose()
      },
    })
  const usable = models.filter(({ override }) => !override?.hidden).length
  const { error } = remove
  return (
    <Dialog
      open
      size="sm"
      onClose={onClose}
      title={t("title", { name })}
      actions={
        <>
          <Button variant="ghost" onClick={onClose}>
            {common("cancel")}
          </Button>
          <Button variant="danger" busy={remove.isPending} onClick={act}>
            {t("action")}
          </Button>
        </>
      }
    >
      <ul className="flex list-disc flex-col gap-1 pl-4 text-pretty text-sm">
        <li>
          {access.kind === "people"
            ? t("people", { count: access.ids.length, models: usable })
            : t(access.kind, { models: usable })}
        </li>
        <li>{t("columns")}</li>
        {credential.kind === "none" ? null : <li>{t("key")}</li>}
        <li>{t("stays")}</li>
      </ul>
      <p className="mt-3 text-pretty text-ink-2 text-xs">{t("instead")}</p>
      {error ? <ErrorCard {...errorText(faultOf(error))} className="mt-3" /> : null}
    </Dialog>
  )
}
