"use client"

import type { FormEvent } from "react"
import { useFormatter, useTranslations } from "use-intl"
import { useErrorText } from "#components/shell/error-text"
import { Button } from "#components/ui/button"
import { Dialog } from "#components/ui/dialog"
import { ErrorCard } from "#components/ui/error-card"
import { useRotateKey } from "#lib/client/api/manage-connections"
import { credentialInputOf, draftOf, secretNames } from "#lib/client/connection-draft"
import { credentialProblems } from "#lib/client/connection-problems"
import type { ManagedConnection } from "#lib/domain/managed-connection"
import { ConnectionFormProvider } from "./form-context"
import { useLeaveGuard } from "./leave-guard"
import { SecretField } from "./secret-field"
import { TestReportView } from "./test-report"
import { useConnectionDraft } from "./use-connection-draft"

/** Takes a new key, which is tested first; the old one stands in for 72 hours, should the provider refuse the new. */
export function RotateDialog({
  connection,
  onClose,
}: {
  connection: ManagedConnection
  onClose: () => void
}) {
  const t = useTranslations("connections.rotate")
  const common = useTranslations("common")
  const format = useFormatter()
  const errorText = useErrorText()
  const rotate = useRotateKey()
  const { form, formId, fault, isDirty, check, refuse } = useConnectionDraft(draftOf(connection))
  const isDone = rotate.data?.rotated === true
  const { leave, question } = useLeaveGuard(isDirty && !isDone)
  const until = rotate.data?.connection.credential.fallbackUntil

  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (rotate.isPending || !check(credentialProblems)) return
    rotate.mutate({ id: connection.id, credential: credentialInputOf(form.draft) }, { onError: refuse })
  }
  return (
    <Dialog
      open
      onClose={() => leave(onClose)}
      title={t("title", { name: connection.name })}
      actions={
        isDone ? (
          <Button variant="primary" onClick={onClose}>
            {common("close")}
          </Button>
        ) : (
          (question ?? (
            <>
              <Button variant="ghost" onClick={() => leave(onClose)}>
                {common("cancel")}
              </Button>
              <Button type="submit" form={`${formId}-form`} variant="primary" busy={rotate.isPending}>
                {t("action")}
              </Button>
            </>
          ))
        )
      }
    >
      <div className="flex flex-col gap-4">
        {isDone ? (
          <p role="status" className="text-pretty text-sm">
            {until
              ? t("done", {
                  until: format.dateTime(until, {
                    dateStyle: "medium",
                    timeStyle: "short",
                    hourCycle: "h23",
                  }),
                })
              : t("doneAlone")}
          </p>
        ) : (
          <ConnectionFormProvider value={form}>
            <form id={`${formId}-form`} onSubmit={submit} noValidate className="flex flex-col gap-3">
              <p className="text-pretty text-ink-2 text-sm">{t("lead")}</p>
              {secretNames(connection.credential.kind).map((name) => (
                <SecretField key={name} name={name} />
              ))}
            </form>
          </ConnectionFormProvider>
        )}
        {rotate.data && !isDone ? <ErrorCard title={t("refused")} hint={t("refusedHint")} /> : null}
        {fault ? <ErrorCard {...errorText(fault)} /> : null}
        <TestReportView report={rotate.data?.report} isTesting={rotate.isPending} />
      </div>
    </Dialog>
  )
}
