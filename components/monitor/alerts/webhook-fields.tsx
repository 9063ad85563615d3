"use client"

import { useTranslations } from "use-intl"
import { Button } from "#components/ui/button"
import { TextInput } from "#components/ui/text-input"
import { type AlertChannelDraft, newSigningKey } from "#lib/client/alert-channel-draft"
import { AlertChannelField } from "./alert-channel-field"
import type { ChannelProblem } from "./channel-problem"

export interface ChannelFieldsProps {
  id: string
  draft: AlertChannelDraft
  change: (part: Partial<AlertChannelDraft>) => void
  problemOf: ChannelProblem
  /** Of the stored secret; null: there is none. */
  lastFour: string | null
  environmentSender: string | null
}

/** Where a webhook goes, and the key that signs what is sent. */
export function WebhookFields({ id, draft, change, problemOf, lastFour }: ChannelFieldsProps) {
  const t = useTranslations("operations.alerts.channels")
  return (
    <>
      <AlertChannelField id={`${id}-url`} label={t("url")} hint={t("urlHint")} problem={problemOf("url")}>
        {(field) => (
          <TextInput
            {...field}
            type="url"
            inputMode="url"
            autoComplete="off"
            spellCheck={false}
            placeholder="https://"
            value={draft.url}
            onChange={(event) => change({ url: event.target.value })}
            className="w-full"
          />
        )}
      </AlertChannelField>
      <AlertChannelField
        id={`${id}-secret`}
        label={t("key")}
        hint={lastFour === null ? t("keyHint") : t("keyKept", { lastFour })}
        problem={problemOf("secret")}
      >
        {(field) => (
          <span className="flex gap-2">
            <TextInput
              {...field}
              autoComplete="off"
              spellCheck={false}
              value={draft.secret}
              onChange={(event) => change({ secret: event.target.value })}
              className="flex-1 font-mono"
            />
            <Button onClick={() => change({ secret: newSigningKey() })}>{t("makeKey")}</Button>
          </span>
        )}
      </AlertChannelField>
    </>
  )
}
