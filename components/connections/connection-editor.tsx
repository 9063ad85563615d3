"use client"

import { type FormEvent, useEffect, useRef, useState } from "react"
import { useTranslations } from "use-intl"
import { useErrorText } from "#components/shell/error-text"
import { Button } from "#components/ui/button"
import { Dialog } from "#components/ui/dialog"
import { ErrorCard } from "#components/ui/error-card"
import { useAddConnection, useChangeConnection, useTestConnection } from "#lib/client/api/manage-connections"
import { type ConnectionDraft, changeOf, inputOf } from "#lib/client/connection-draft"
import type { ManagedConnection } from "#lib/domain/managed-connection"
import { ConnectionFields } from "./connection-form"
import { ConnectionFormProvider } from "./form-context"
import { useLeaveGuard } from "./leave-guard"
import { TestReportView } from "./test-report"
import { useConnectionDraft } from "./use-connection-draft"

/** Adds a connection, or changes one. It can be tested as it stands in the form, and saved without a test. */
export function ConnectionEditor(props: {
  title: string
  initial: ConnectionDraft
  stored?: ManagedConnection
  /** To the templates. */
  onBack?: () => void
  onClose: () => void
  onSaved: (connection: ManagedConnection) => void
}) {
  const { stored, onBack, onClose, onSaved } = props
  const t = useTranslations("connections.form")
  const common = useTranslations("common")
  const errorText = useErrorText()
  const { form, formId, opened, fault, isDirty, check, refuse } = useConnectionDraft(props.initial, stored)
  const { leave, question } = useLeaveGuard(isDirty)
  const add = useAddConnection()
  const change = useChangeConnection()
  const test = useTestConnection()
  const report = useRef<HTMLDivElement>(null)
  const isSaving = add.isPending || change.isPending
  // A report is about what was tested: once something is changed it says nothing any more.
  const [tested, setTested] = useState<ConnectionDraft>()
  const isTested = tested === form.draft && (test.isPending || test.data !== undefined)

  // The report is below the form: it is brought into view as it begins, and again once it is as long as it gets.
  useEffect(() => {
    if (test.status === "pending" || test.status === "success")
      report.current?.scrollIntoView({ block: "nearest" })
  }, [test.status])

  const save = (event: FormEvent) => {
    event.preventDefault()
    if (isSaving || !check()) return
    const told = { onSuccess: onSaved, onError: refuse }
    const { draft, isAdmin } = form
    if (stored) change.mutate({ id: stored.id, change: changeOf(opened, draft, isAdmin) }, told)
    else add.mutate(inputOf(draft, isAdmin), told)
  }
  const tryOut = () => {
    if (!check()) return
    setTested(form.draft)
    const input = inputOf(form.draft, form.isAdmin)
    // What comes with the server is tested as it is: nothing that a test looks at can be changed here.
    test.mutate(stored?.editable === false ? { id: stored.id } : { id: stored?.id, input }, {
      onError: refuse,
    })
  }
  return (
    <Dialog
      open
      size="lg"
      onClose={() => leave(onClose)}
      title={props.title}
      actions={
        question ?? (
          <>
            {onBack ? (
              <Button variant="ghost" onClick={() => leave(onBack)} className="mr-auto">
                {t("back")}
              </Button>
            ) : null}
            <Button busy={test.isPending} onClick={tryOut}>
              {t("test")}
            </Button>
            <Button type="submit" form={`${formId}-form`} variant="primary" busy={isSaving}>
              {common("save")}
            </Button>
          </>
        )
      }
    >
      <ConnectionFormProvider value={form}>
        <form id={`${formId}-form`} onSubmit={save} noValidate autoComplete="off">
          <ConnectionFields />
        </form>
      </ConnectionFormProvider>
      {fault ? <ErrorCard {...errorText(fault)} className="mt-4" /> : null}
      <div ref={report} className={isTested ? "mt-4 border-t pt-3" : undefined}>
        {isTested ? <TestReportView report={test.data} isTesting={test.isPending} /> : null}
      </div>
    </Dialog>
  )
}
