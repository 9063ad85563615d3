"use client"

import { useEffect, useId, useRef, useState } from "react"
import { useTranslations } from "use-intl"
import { useErrorText } from "#components/shell/error-text"
import { Button } from "#components/ui/button"
import { Dialog } from "#components/ui/dialog"
import { ErrorCard } from "#components/ui/error-card"
import { Select } from "#components/ui/select"
import { faultOf } from "#lib/client/api/fault-of"
import { useTestConnection } from "#lib/client/api/manage-connections"
import type { ManagedConnection } from "#lib/domain/managed-connection"
import { TestReportView } from "./test-report"

/** Tests a connection as it is stored, as soon as it opens. */
export function TestDialog({ connection, onClose }: { connection: ManagedConnection; onClose: () => void }) {
  const t = useTranslations("connections.test")
  const errorText = useErrorText()
  const id = useId()
  const test = useTestConnection()
  const [model, setModel] = useState("")
  const { mutate } = test
  const connectionId = connection.id
  const started = useRef(false)
  useEffect(() => {
    // Once: a component that is mounted twice by React's strict mode pays once.
    if (started.current) return
    started.current = true
    mutate({ id: connectionId })
  }, [mutate, connectionId])

  const models = connection.models.filter(({ override, model }) => !override?.hidden && !model.test)
  const { error } = test
  return (
    <Dialog
      open
      onClose={onClose}
      title={t("title", { name: connection.name })}
      actions={
        <>
          {models.length > 1 ? (
            <span className="mr-auto flex min-w-0 items-center gap-2 text-sm">
              <label htmlFor={`${id}-model`}>{t("model")}</label>
              <Select
                id={`${id}-model`}
                size="sm"
                value={model}
                onChange={(event) => setModel(event.target.value)}
                className="max-w-52"
              >
                <option value="">{t("anyModel")}</option>
                {models.map(({ model }) => (
                  <option key={model.id}>{model.id}</option>
                ))}
              </Select>
            </span>
          ) : null}
          <Button
            busy={test.isPending}
            onClick={() => mutate({ id: connectionId, model: model || undefined })}
          >
            {t("again")}
          </Button>
        </>
      }
    >
      {error ? (
        <ErrorCard {...errorText(faultOf(error))} />
      ) : (
        <TestReportView report={test.data} isTesting={test.isPending} />
      )}
    </Dialog>
  )
}
