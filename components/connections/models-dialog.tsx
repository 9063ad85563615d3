"use client"

import { useState } from "react"
import { useFormatter, useTranslations } from "use-intl"
import { useErrorText } from "#components/shell/error-text"
import { Button } from "#components/ui/button"
import { Dialog } from "#components/ui/dialog"
import { ErrorCard } from "#components/ui/error-card"
import { TextInput } from "#components/ui/text-input"
import { faultOf } from "#lib/client/api/fault-of"
import { usePutModels, useTestConnection } from "#lib/client/api/manage-connections"
import { withOverride } from "#lib/client/model-draft"
import type { ManagedConnection, ModelOverride } from "#lib/domain/managed-connection"
import { AddModel } from "./add-model"
import { useLeaveGuard } from "./leave-guard"
import { ModelLine } from "./model-line"
import { TestReportView } from "./test-report"

/** More lines than these are found by the filter: a list of hundreds is not read. */
const mostLines = 100

/** The models of a connection: read from the provider, added by hand, and what an admin says of them. */
export function ModelsDialog({
  connection,
  onClose,
}: {
  connection: ManagedConnection
  onClose: () => void
}) {
  const t = useTranslations("connections.models")
  const format = useFormatter()
  const errorText = useErrorText()
  const [filter, setFilter] = useState("")
  const [openId, setOpenId] = useState<string>()
  const [isDirty, setDirty] = useState(false)
  const { leave, question } = useLeaveGuard(isDirty && openId !== undefined)
  const put = usePutModels()
  const test = useTestConnection()
  const { models, modelsReadAt, modelsError } = connection
  const wanted = filter.trim().toLowerCase()
  const found = models.filter(({ model }) => model.id.toLowerCase().includes(wanted))
  const failed = test.data?.steps.some(({ outcome }) => outcome === "failed")

  const say = (id: string, override: ModelOverride | undefined, onDone?: () => void) =>
    put.mutate(
      { id: connection.id, models: withOverride(models, id, override) },
      { onSuccess: () => onDone?.() },
    )
  return (
    <Dialog
      open
      size="lg"
      onClose={() => leave(onClose)}
      title={t("title", { name: connection.name })}
      actions={question}
    >
      <div className="flex flex-col gap-3">
        <div className="flex flex-wrap items-center gap-2">
          <TextInput
            type="search"
            aria-label={t("filter")}
            placeholder={t("filter")}
            value={filter}
            onChange={(event) => setFilter(event.target.value)}
            className="min-w-40 flex-1"
          />
          <Button busy={test.isPending} onClick={() => test.mutate({ id: connection.id })}>
            {t("read")}
          </Button>
        </div>
        <p className="text-ink-2 text-xs">
          {modelsReadAt === null
            ? t("neverRead")
            : t("readAt", {
                at: format.dateTime(modelsReadAt, {
                  dateStyle: "medium",
                  timeStyle: "short",
                  hourCycle: "h23",
                }),
              })}{" "}
          {modelsError ? t("readFailed") : null}
        </p>
        {test.error ? <ErrorCard {...errorText(faultOf(test.error))} /> : null}
        {test.isPending || failed ? <TestReportView report={test.data} isTesting={test.isPending} /> : null}
        {put.error ? <ErrorCard {...errorText(faultOf(put.error))} /> : null}
        {found.length === 0 ? (
          <p className="py-2 text-ink-2 text-sm">{wanted ? t("noneFound") : t("none")}</p>
        ) : (
          <ul aria-label={t("list")} className="divide-y border-y">
            {found.slice(0, mostLines).map((managed) => (
              <ModelLine
                key={managed.model.id}
                managed={managed}
                isOpen={openId === managed.model.id}
                isBusy={put.isPending}
                onToggle={(isOpen) => {
                  setDirty(false)
                  setOpenId(isOpen ? managed.model.id : undefined)
                }}
                onDirty={setDirty}
                onSay={say}
              />
            ))}
          </ul>
        )}
        {found.length > mostLines ? (
          <p className="text-ink-2 text-xs">{t("more", { count: found.length - mostLines })}</p>
        ) : null}
        <AddModel
          taken={models.map(({ model }) => model.id)}
          isBusy={put.isPending}
          onAdd={(id, done) =>
            say(id, { id }, () => {
              done()
              setFilter("")
              setOpenId(id)
            })
          }
        />
      </div>
    </Dialog>
  )
}
