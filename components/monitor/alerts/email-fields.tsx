"use client"

import { useTranslations } from "use-intl"
import { Segmented } from "#components/ui/segmented"
import { TextArea } from "#components/ui/text-area"
import { AlertChannelField } from "./alert-channel-field"
import { SmtpFields } from "./smtp-fields"
import type { ChannelFieldsProps } from "./webhook-fields"

/** Whom mail goes to, and by which server. */
export function EmailFields(props: ChannelFieldsProps) {
  const { id, draft, change, problemOf, environmentSender } = props
  const t = useTranslations("operations.alerts.channels")
  return (
    <>
      <AlertChannelField id={`${id}-to`} label={t("to")} hint={t("toHint")} problem={problemOf("to")}>
        {(field) => (
          <TextArea
            {...field}
            rows={2}
            autoGrow
            spellCheck={false}
            value={draft.to}
            onChange={(event) => change({ to: event.target.value })}
          />
        )}
      </AlertChannelField>
      {environmentSender === null ? null : (
        <div>
          <Segmented
            label={t("server")}
            value={draft.server}
            options={[
              { value: "environment", label: t("serverEnvironment") },
              { value: "own", label: t("serverOwn") },
            ]}
            onChange={(server) => change({ server })}
          />
          {draft.server === "environment" ? (
            <p className="mt-1 text-ink-2 text-xs">{t("environmentHint", { sender: environmentSender })}</p>
          ) : null}
        </div>
      )}
      {problemOf("server") ? (
        <p role="alert" className="text-error text-xs">
          {problemOf("server")}
        </p>
      ) : null}
      {draft.server === "own" ? <SmtpFields {...props} /> : null}
    </>
  )
}
