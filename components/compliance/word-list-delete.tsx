"use client"

import { useTranslations } from "use-intl"
import { useErrorText } from "#components/shell/error-text"
import { Button } from "#components/ui/button"
import { Dialog } from "#components/ui/dialog"
import { ErrorCard } from "#components/ui/error-card"
import { useToast } from "#components/ui/toast"
import { faultOf } from "#lib/client/api/fault-of"
import { useDeleteWordList } from "#lib/client/api/word-lists"
import type { WordListSummary } from "#lib/domain/compliance/word-list-schema"

/** Asks before a list goes for good. */
export function DeleteListDialog({ list, onClose }: { list: WordListSummary; onClose: () => void }) {
  const t = useTranslations("operations.compliance")
  const common = useTranslations("common")
  const errorText = useErrorText()
  const toast = useToast()
  const remove = useDeleteWordList()
  const { name } = list
  const act = () =>
    remove.mutate(list.id, {
      onSuccess: () => {
        toast({ text: t("deleted", { name }), tone: "ok" })
        onClose()
      },
    })
  return (
    <Dialog
      open
      onClose={onClose}
      size="sm"
      title={t("deleteTitle", { name })}
      actions={
        <>
          <Button variant="ghost" onClick={onClose}>
            {common("cancel")}
          </Button>
          <Button variant="danger" busy={remove.isPending} onClick={act}>
            {t("deleteAction")}
          </Button>
        </>
      }
    >
      <p className="text-pretty text-sm">{t("deleteHint", { count: list.words })}</p>
      {remove.error ? <ErrorCard {...errorText(faultOf(remove.error))} className="mt-3" /> : null}
    </Dialog>
  )
}
