"use client"

import { CircleAlert, CircleCheck, Ellipsis, Mail, Webhook } from "lucide-react"
import { useTranslations } from "use-intl"
import { useErrorText } from "#components/shell/error-text"
import { Badge } from "#components/ui/badge"
import { Button } from "#components/ui/button"
import { IconButton } from "#components/ui/icon-button"
import { Menu } from "#components/ui/menu"
import { useToast } from "#components/ui/toast"
import { alertChannelDraft, alertChannelInput } from "#lib/client/alert-channel-draft"
import {
  useRemoveAlertChannel,
  useSaveAlertChannel,
  useTestAlertChannel,
} from "#lib/client/api/alert-channels"
import { faultOf } from "#lib/client/api/fault-of"
import type { AlertChannel } from "#lib/domain/alerts/alert-channel"
import { useAlertsText } from "./alerts-text"

/** One channel: where it leads, and a test that really sends. */
export function AlertChannelRow({ channel, onEdit }: { channel: AlertChannel; onEdit: () => void }) {
  const t = useTranslations("operations.alerts.channels")
  const errorText = useErrorText()
  const toast = useToast()
  const save = useSaveAlertChannel()
  const remove = useRemoveAlertChannel()
  const test = useTestAlertChannel()
  const { settings } = channel
  const Icon = settings.kind === "webhook" ? Webhook : Mail
  const onError = (error: Error) => {
    const { title, hint } = errorText(faultOf(error))
    toast({ text: `${title}. ${hint}`, tone: "error" })
  }
  const setEnabled = (enabled: boolean) => {
    const draft = { ...alertChannelDraft(channel), enabled }
    save.mutate({ id: channel.id, input: alertChannelInput(draft) }, { onError })
  }
  const target = settings.kind === "webhook" ? settings.url : settings.to.join(", ")
  return (
    <li className="flex flex-wrap items-center gap-x-3 gap-y-2 py-3 sm:flex-nowrap">
      <Icon aria-hidden size={16} className="shrink-0 text-ink-3" />
      <div className="min-w-0 flex-1 basis-48">
        <p className="flex flex-wrap items-center gap-2 text-sm">
          <span className="break-words font-medium">{settings.name}</span>
          {settings.enabled ? null : <Badge>{t("off")}</Badge>}
        </p>
        <p className="truncate text-ink-2 text-xs" title={target}>
          {target}
        </p>
        <TestOutcome test={test} />
      </div>
      <Button size="sm" busy={test.isPending} onClick={() => test.mutate(channel.id)}>
        {t("test")}
      </Button>
      <Menu
        label={t("menuOf", { name: settings.name })}
        align="end"
        trigger={(trigger) => (
          <IconButton {...trigger} label={t("menuOf", { name: settings.name })} size="sm">
            <Ellipsis aria-hidden size={16} />
          </IconButton>
        )}
        entries={[
          { kind: "item", label: t("edit"), onSelect: onEdit },
          {
            kind: "item",
            label: settings.enabled ? t("switchOff") : t("switchOn"),
            onSelect: () => setEnabled(!settings.enabled),
          },
          { kind: "separator" },
          {
            kind: "item",
            label: t("remove"),
            danger: true,
            onSelect: () => remove.mutate(channel.id, { onError }),
          },
        ]}
      />
    </li>
  )
}

/** How the last test went, in words. */
function TestOutcome({ test }: { test: ReturnType<typeof useTestAlertChannel> }) {
  const t = useTranslations("operations.alerts.channels")
  const text = useAlertsText()
  const errorText = useErrorText()
  const fault = test.error && errorText(faultOf(test.error))
  const problem = test.data?.problem
  const failed = fault ? `${fault.title}. ${fault.hint}` : problem && text.problem(problem)
  return (
    <p role="status" className="mt-1 text-xs empty:hidden">
      {test.isPending ? null : failed ? (
        <span className="flex items-start gap-1 break-words text-error">
          <CircleAlert aria-hidden size={14} className="mt-px shrink-0" />
          {t("testFailed", { reason: failed })}
        </span>
      ) : test.data?.ok ? (
        <span className="flex items-start gap-1 text-ok">
          <CircleCheck aria-hidden size={14} className="mt-px shrink-0" />
          {t("testSent")}
        </span>
      ) : null}
    </p>
  )
}
