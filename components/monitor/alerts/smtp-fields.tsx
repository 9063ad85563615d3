"use client"

import { useTranslations } from "use-intl"
import { NumberInput } from "#components/ui/number-input"
import { Select } from "#components/ui/select"
import { TextArea } from "#components/ui/text-area"
import { TextInput } from "#components/ui/text-input"
import { smtpPorts } from "#lib/client/alert-channel-draft"
import { smtpTlsModes } from "#lib/domain/alerts/alert-channel"
import { AlertChannelField } from "./alert-channel-field"
import type { ChannelField } from "./channel-problem"
import type { ChannelFieldsProps } from "./webhook-fields"

/** A mail server: where it is, how it is spoken to, and as whom. */
export function SmtpFields({ id, draft, change, problemOf, lastFour }: ChannelFieldsProps) {
  const t = useTranslations("operations.alerts.channels")
  const text = (key: "host" | "user" | "sender", hint?: string) => (
    <AlertChannelField
      id={`${id}-${key}`}
      label={t(key)}
      hint={hint}
      problem={problemOf(key satisfies ChannelField)}
    >
      {(field) => (
        <TextInput
          {...field}
          autoComplete="off"
          spellCheck={false}
          value={draft[key]}
          onChange={(event) => change({ [key]: event.target.value })}
          className="w-full"
        />
      )}
    </AlertChannelField>
  )
  return (
    <>
      <div className="grid gap-4 sm:grid-cols-[1fr_12rem_6rem]">
        {text("host")}
        <AlertChannelField
          id={`${id}-tls`}
          label={t("tls")}
          hint={draft.tls === "none" ? t("tlsNoneHint") : undefined}
        >
          {({ invalid: _, ...field }) => (
            <Select
              {...field}
              value={draft.tls}
              onChange={(event) => {
                const tls = smtpTlsModes.find((mode) => mode === event.target.value) ?? "starttls"
                // The usual port goes with it, unless another one was chosen.
                const port = draft.port === smtpPorts[draft.tls] ? smtpPorts[tls] : draft.port
                change({ tls, port })
              }}
              className="w-full"
            >
              {smtpTlsModes.map((mode) => (
                <option key={mode} value={mode}>
                  {t(`tlsMode.${mode}`)}
                </option>
              ))}
            </Select>
          )}
        </AlertChannelField>
        <AlertChannelField id={`${id}-port`} label={t("port")} problem={problemOf("port")}>
          {(field) => (
            <NumberInput
              id={field.id}
              label={t("port")}
              describedBy={field["aria-describedby"]}
              invalid={field.invalid}
              value={draft.port}
              min={1}
              max={65_535}
              onChange={(port) => change({ port })}
              className="h-8 w-full"
            />
          )}
        </AlertChannelField>
      </div>
      {text("sender", t("senderHint"))}
      <div className="grid gap-4 sm:grid-cols-2">
        {text("user", t("userHint"))}
        <AlertChannelField
          id={`${id}-password`}
          label={t("password")}
          hint={lastFour === null ? undefined : t("passwordKept")}
          problem={problemOf("secret")}
        >
          {(field) => (
            <TextInput
              {...field}
              type="password"
              autoComplete="new-password"
              value={draft.secret}
              onChange={(event) => change({ secret: event.target.value })}
              className="w-full"
            />
          )}
        </AlertChannelField>
      </div>
      <details>
        <summary className="rounded text-ink-2 text-sm">{t("caPem")}</summary>
        <AlertChannelField
          id={`${id}-ca`}
          label={t("caPemLabel")}
          hint={t("caPemHint")}
          problem={problemOf("caPem")}
          className="mt-2"
        >
          {(field) => (
            <TextArea
              {...field}
              rows={3}
              spellCheck={false}
              value={draft.caPem}
              onChange={(event) => change({ caPem: event.target.value })}
              className="font-mono text-xs"
            />
          )}
        </AlertChannelField>
      </details>
    </>
  )
}
