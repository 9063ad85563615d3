"use client"

import { Ban, ChevronRight, CircleAlert } from "lucide-react"
import { memo, useId } from "react"
import { useFormatter, useTranslations } from "use-intl"
import { classNames } from "#components/ui/class-names"
import { type AuditItem, auditOutcomes } from "#lib/domain/audit"
import { AuditEntryFields } from "./audit-entry-fields"
import { useAuditText } from "./use-audit-text"

interface LineProps {
  entry: AuditItem
  names: Record<string, string>
  isOpen: boolean
  onToggle: (seq: number) => void
}

/** An entry as a sentence, with when and from where; unfolds to all that was written. */
export const AuditLine = memo(function AuditLine({ entry, names, isOpen, onToggle }: LineProps) {
  const t = useTranslations("operations.audit")
  const text = useAuditText()
  const format = useFormatter()
  const id = useId()
  const summary = text.summary(entry)
  const from = [text.place(entry.address), text.device(entry.device)].filter(Boolean).join(" · ")
  return (
    <div className="border-b">
      <button
        type="button"
        aria-expanded={isOpen}
        aria-controls={isOpen ? id : undefined}
        onClick={() => onToggle(entry.seq)}
        className="-outline-offset-2 flex w-full items-start gap-2 px-2 py-2 text-left hover:bg-hover"
      >
        <ChevronRight
          aria-hidden
          size={14}
          className={classNames("mt-0.5 shrink-0 text-ink-3 transition-transform", isOpen && "rotate-90")}
        />
        <span className="min-w-0 flex-1">
          <span className="flex items-baseline gap-2 text-sm">
            <span className="min-w-0 break-words">{text.sentence(entry, names)}</span>
            {entry.outcome === "ok" ? null : <Outcome outcome={entry.outcome} />}
          </span>
          <span className="block truncate text-ink-2 text-xs">
            <time className="figures" dateTime={new Date(entry.at).toISOString()}>
              {format.dateTime(entry.at, {
                dateStyle: "medium",
                timeStyle: "medium",
                hourCycle: "h23",
              })}
            </time>
            {` · ${from}`}
            {summary === "" ? null : ` · ${summary}`}
          </span>
        </span>
        <span className="figures shrink-0 text-ink-3 text-xs">{t("number", { seq: entry.seq })}</span>
      </button>
      {isOpen ? <AuditEntryFields id={id} entry={entry} names={names} /> : null}
    </div>
  )
})

const looks = {
  refused: { Icon: Ban, className: "text-warn" },
  failed: { Icon: CircleAlert, className: "text-error" },
}

/** That it went otherwise than wanted, as a word beside an icon. One that nobody knows has been tampered with, and is shown as it is. */
function Outcome({ outcome }: { outcome: string }) {
  const t = useTranslations("operations.audit.outcomes")
  const known = auditOutcomes.find((one) => one === outcome)
  const { Icon, className } = looks[known === "refused" ? known : "failed"]
  return (
    <span className={classNames("inline-flex shrink-0 items-center gap-1 text-xs", className)}>
      <Icon aria-hidden size={12} className="self-center" />
      {known ? t(known) : outcome}
    </span>
  )
}
