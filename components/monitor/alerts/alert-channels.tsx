"use client"

import { useQuery } from "@tanstack/react-query"
import { Mail, Webhook } from "lucide-react"
import { useState } from "react"
import { useLocale, useTranslations } from "use-intl"
import { LoadFault } from "#components/shell/load-fault"
import { Button } from "#components/ui/button"
import { Skeleton } from "#components/ui/skeleton"
import { type AlertChannelDraft, alertChannelDraft } from "#lib/client/alert-channel-draft"
import { alertChannelsQuery } from "#lib/client/api/alert-channels"
import type { AlertChannel } from "#lib/domain/alerts/alert-channel"
import { AlertChannelDialog } from "./alert-channel-dialog"
import { AlertChannelRow } from "./alert-channel-row"

/** Where messages go beside this page. */
export function AlertChannels() {
  const t = useTranslations("operations.alerts.channels")
  const common = useTranslations("common")
  const language = useLocale()
  const channels = useQuery(alertChannelsQuery())
  const [editing, setEditing] = useState<{ draft: AlertChannelDraft; channel?: AlertChannel }>()
  if (channels.isError && !channels.data)
    return <LoadFault error={channels.error} onRetry={() => channels.refetch()} />
  if (!channels.data)
    return (
      <div role="status" aria-label={common("loading")}>
        <Skeleton className="h-16" />
      </div>
    )
  const { environmentSender } = channels.data
  const add = (kind: "webhook" | "email") =>
    setEditing({
      draft: alertChannelDraft({ kind, language, hasEnvironment: environmentSender !== null }),
    })
  return (
    <div className="flex flex-col gap-4">
      {channels.data.channels.length === 0 ? (
        <p className="text-ink-2 text-sm">{t("none")}</p>
      ) : (
        <ul className="divide-y border-y">
          {channels.data.channels.map((channel) => (
            <AlertChannelRow
              key={channel.id}
              channel={channel}
              onEdit={() => setEditing({ draft: alertChannelDraft(channel), channel })}
            />
          ))}
        </ul>
      )}
      <div className="flex flex-wrap gap-2">
        <Button onClick={() => add("webhook")}>
          <Webhook aria-hidden size={14} />
          {t("addWebhook")}
        </Button>
        <Button onClick={() => add("email")}>
          <Mail aria-hidden size={14} />
          {t("addEmail")}
        </Button>
      </div>
      {editing ? (
        <AlertChannelDialog
          {...editing}
          environmentSender={environmentSender}
          onClose={() => setEditing(undefined)}
        />
      ) : null}
    </div>
  )
}
