"use client"

import { CircleCheck } from "lucide-react"
import { useFormatter, useTranslations } from "use-intl"
import { ErrorCard } from "#components/ui/error-card"
import type { AuditReport } from "#lib/domain/audit"

/** What a verification found: that the log is whole, or where it breaks and what that means. */
export function AuditReportView({ report }: { report: AuditReport }) {
  const t = useTranslations("operations.audit.verify")
  const notes = useNotes(report)
  const { broken, entries, from, to } = report
  if (broken)
    return (
      <ErrorCard
        title={t("broken", { seq: broken.seq })}
        hint={t(`faults.${broken.fault}`)}
        detail={
          <>
            <p>{t("next")}</p>
            {entries > 0 ? <p className="mt-1">{t("good", { entries })}</p> : null}
            {notes.map((note) => (
              <p key={note} className="mt-1">
                {note}
              </p>
            ))}
          </>
        }
      />
    )
  const range = from === null || to === null ? "" : t("range", { from, to })
  return (
    <div className="flex gap-2.5 rounded bg-ok-soft px-3 py-2.5 text-sm">
      <CircleCheck aria-hidden size={16} className="mt-0.5 shrink-0 text-ok" />
      <div className="min-w-0">
        <p className="font-medium text-ink">{t("whole", { entries, range })}</p>
        {notes.map((note) => (
          <p key={note} className="mt-0.5 text-pretty text-ink-2">
            {note}
          </p>
        ))}
      </div>
    </div>
  )
}

/** What vouches for the chain, and what is no longer in it. */
function useNotes({ entries, sealedTo, unknownSeals, removed, broken }: AuditReport): string[] {
  const t = useTranslations("operations.audit.verify")
  const format = useFormatter()
  const notes: string[] = []
  if (sealedTo !== null) notes.push(t("sealed", { seq: sealedTo }))
  // Beyond a break there may be signatures that were not looked at.
  else if (entries > 0 && !broken) notes.push(t("unsealed"))
  if (unknownSeals > 0) notes.push(t("unknown", { count: unknownSeals }))
  if (removed) {
    const at = format.dateTime(removed.at, { dateStyle: "medium", timeStyle: "short", hourCycle: "h23" })
    notes.push(t("removed", { entries: removed.entries, to: removed.to, at }))
  }
  return notes
}
