"use client"

import type { ReactNode } from "react"
import { useTranslations } from "use-intl"
import type { AuditItem } from "#lib/domain/audit"
import { useAuditText } from "./use-audit-text"

/** All that an entry holds, as it was written. */
export function AuditEntryFields(props: { id: string; entry: AuditItem; names: Record<string, string> }) {
  const t = useTranslations("operations.audit.field")
  const text = useAuditText()
  const { entry, names } = props
  const named = (id: string | null) => (id === null ? null : names[id] ? `${names[id]} (${id})` : id)
  const fields: [string, ReactNode][] = [
    [t("seq"), entry.seq],
    [t("at"), new Date(entry.at).toISOString()],
    [t("person"), named(entry.personId)],
    [t("action"), entry.action],
    [t("target"), named(entry.target)],
    [t("outcome"), entry.outcome],
    [t("address"), text.place(entry.address)],
    [t("device"), entry.device],
    [t("requestId"), entry.requestId],
    [t("id"), entry.id],
    ...Object.entries(entry.details).map(([name, value]): [string, ReactNode] => [name, String(value)]),
    [t("previousHash"), <Hash key="previous" text={entry.previousHash} />],
    [t("hash"), <Hash key="hash" text={entry.hash} />],
  ]
  return (
    <dl id={props.id} className="grid gap-x-4 gap-y-1 bg-sunken px-8 py-3 text-xs sm:grid-cols-[8rem_1fr]">
      {fields
        .filter(([, value]) => value !== null && value !== "")
        .map(([name, value]) => (
          <div key={name} className="contents">
            <dt className="text-ink-2">{name}</dt>
            <dd className="mb-1 min-w-0 break-words sm:mb-0">{value}</dd>
          </div>
        ))}
    </dl>
  )
}

function Hash({ text }: { text: string }) {
  return <span className="break-all font-mono">{text}</span>
}
