"use client"

import { type FormEvent, useId, useState } from "react"
import { useTranslations } from "use-intl"
import { useErrorText } from "#components/shell/error-text"
import { Button } from "#components/ui/button"
import { Dialog } from "#components/ui/dialog"
import { ErrorCard } from "#components/ui/error-card"
import { Select } from "#components/ui/select"
import { TextInput } from "#components/ui/text-input"
import { useToast } from "#components/ui/toast"
import { type AlertChannelDraft, alertChannelInput } from "#lib/client/alert-channel-draft"
import { useSaveAlertChannel } from "#lib/client/api/alert-channels"
import { faultOf } from "#lib/client/api/fault-of"
import type { AlertChannel } from "#lib/domain/alerts/alert-channel"
import { locales } from "#lib/domain/locale"
import { AlertChannelField } from "./alert-channel-field"
import { useChannelProblem } from "./channel-problem"
import { EmailFields } from "./email-fields"
import { WebhookFields } from "./webhook-fields"

/** Adds a channel, or changes one. */
export function AlertChannelDialog(props: {
  draft: AlertChannelDraft
  channel?: AlertChannel
  environmentSender: string | null
  onClose: () => void
}) {
  const t = useTranslations("operations.alerts.channels")
  const common = useTranslations("common")
  const errorText = useErrorText()
  const toast = useToast()
  const id = useId()
  const save = useSaveAlertChannel()
  const [draft, setDraft] = useState(props.draft)
  const change = (part: Partial<AlertChannelDraft>) => setDraft({ ...draft, ...part })
  const fault = save.error && faultOf(save.error)
  const problemOf = useChannelProblem(fault)
  const isWebhook = draft.kind === "webhook"
  const title = props.channel
    ? t("editTitle", { name: props.channel.settings.name })
    : t(isWebhook ? "addWebhook" : "addEmail")

  const submit = (event: FormEvent) => {
    event.preventDefault()
    save.mutate(
      { id: props.channel?.id, input: alertChannelInput(draft) },
      {
        onSuccess: () => {
          toast({ text: t("saved"), tone: "ok" })
          props.onClose()
        },
      },
    )
  }
  const fields = {
    id,
    draft,
    change,
    problemOf,
    lastFour: props.channel?.lastFour ?? null,
    environmentSender: props.environmentSender,
  }
  return (
    <Dialog
      open
      onClose={props.onClose}
      title={title}
      actions={
        <>
          <Button variant="ghost" onClick={props.onClose}>
            {common("cancel")}
          </Button>
          <Button type="submit" form={`${id}-form`} variant="primary" busy={save.isPending}>
            {common("save")}
          </Button>
        </>
      }
    >
      <form id={`${id}-form`} onSubmit={submit} noValidate className="flex flex-col gap-4">
        <div className="grid gap-4 sm:grid-cols-[1fr_10rem]">
          <AlertChannelField id={`${id}-name`} label={t("name")} problem={problemOf("name")}>
            {(field) => (
              <TextInput
                {...field}
                data-autofocus
                autoComplete="off"
                value={draft.name}
                onChange={(event) => change({ name: event.target.value })}
                className="w-full"
              />
            )}
          </AlertChannelField>
          <AlertChannelField id={`${id}-language`} label={t("language")}>
            {({ invalid: _, ...field }) => (
              <Select
                {...field}
                value={draft.language}
                onChange={(event) =>
                  change({ language: locales.find((locale) => locale === event.target.value) ?? "en" })
                }
                className="w-full"
              >
                {locales.map((locale) => (
                  <option key={locale} value={locale}>
                    {t(`languages.${locale}`)}
                  </option>
                ))}
              </Select>
            )}
          </AlertChannelField>
        </div>
        {isWebhook ? <WebhookFields {...fields} /> : <EmailFields {...fields} />}
        {fault && !problemOf.isShown ? <ErrorCard {...errorText(fault)} /> : null}
      </form>
    </Dialog>
  )
}
