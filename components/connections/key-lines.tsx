"use client"

import { Clock, KeyRound } from "lucide-react"
import { useFormatter, useTranslations } from "use-intl"
import { Button } from "#components/ui/button"
import type { ManagedConnection } from "#lib/domain/managed-connection"

const dayMs = 86_400_000
/** Providers ask for a new key every 90 days (the signed API's contract, section 1). */
const oldFromDays = 90

/** True where a key of its own is stored that can be replaced. OAuth 2.0 renews its tokens by itself. */
export function canRotate({ editable, credential }: ManagedConnection): boolean {
  return editable && credential.kind !== "none" && credential.kind !== "oauth2"
}

/** What is shown of a key: its end or where it is kept, its age, and what stands in for it. */
export function KeyLines({ connection, onRotate }: { connection: ManagedConnection; onRotate: () => void }) {
  const t = useTranslations("connections.key")
  const fields = useTranslations("connections.secrets")
  const format = useFormatter()
  const { credential, editable, name } = connection
  const { keyCreatedAt, fallbackUntil } = credential
  const days =
    keyCreatedAt === null ? undefined : Math.max(0, Math.floor((Date.now() - keyCreatedAt) / dayMs))
  if (credential.fields.length === 0) return null
  const isOld = days !== undefined && days >= oldFromDays
  return (
    <>
      <p className="figures mt-0.5 flex flex-wrap gap-x-3 text-ink-2 text-xs">
        {credential.fields.map(({ name: field, lastFour, reference }) => (
          <span key={field} className="break-all">
            {fields.has(field as "key") ? fields(field as "key") : field}{" "}
            {reference ? <code className="text-2xs">{reference}</code> : `…${lastFour ?? ""}`}
          </span>
        ))}
        {days !== undefined && !isOld ? <span>{t("age", { days })}</span> : null}
      </p>
      {isOld ? (
        <p className="mt-1 flex flex-wrap items-center gap-x-1.5 text-warn text-xs">
          <KeyRound aria-hidden size={12} /> <span>{t("old", { days })}</span>
          {canRotate(connection) ? (
            <Button size="sm" variant="ghost" aria-label={t("rotateOf", { name })} onClick={onRotate}>
              {t("rotate")}
            </Button>
          ) : editable ? null : (
            <span className="text-ink-2">{t("rotateThere")}</span>
          )}
        </p>
      ) : null}
      {fallbackUntil === null ? null : (
        <p className="mt-1 flex items-center gap-1.5 text-info text-xs">
          <Clock aria-hidden size={12} className="shrink-0" />
          {t("fallback", {
            until: format.dateTime(fallbackUntil, {
              dateStyle: "medium",
              timeStyle: "short",
              hourCycle: "h23",
            }),
          })}
        </p>
      )}
    </>
  )
}
