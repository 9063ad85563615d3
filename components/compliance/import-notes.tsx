"use client"

import { useTranslations } from "use-intl"
import { ErrorCard } from "#components/ui/error-card"
import type { WordFileReading } from "#lib/client/word-import"

/** How many faulty lines are named. */
const namedLines = 10

/** What was left out of a file and why, or why nothing of it can be taken. */
export function ImportNotes({ reading }: { reading: WordFileReading }) {
  const t = useTranslations("operations.compliance.file")
  if (!reading.ok)
    return (
      <ErrorCard
        title={
          reading.problem === "quotes"
            ? t("problem.quotes", { line: reading.line })
            : t(`problem.${reading.problem}`)
        }
      />
    )
  const { empty, duplicates, faulty, encoding } = reading
  const facts = [
    empty > 0 ? t("empty", { count: empty }) : "",
    duplicates > 0 ? t("duplicates", { count: duplicates }) : "",
    faulty.length > 0 ? t("faulty", { count: faulty.length }) : "",
    encoding === "utf-8" ? "" : t("encoding", { encoding: encoding.toUpperCase() }),
  ].filter(Boolean)
  if (facts.length === 0) return null
  return (
    <div role="status" className="flex flex-col gap-1 text-ink-2 text-xs">
      <p>{facts.join(" · ")}</p>
      {faulty.length > 0 ? (
        <ul className="max-h-40 overflow-y-auto text-warn">
          {faulty.slice(0, namedLines).map((each) => (
            <li key={each.line}>{t("faultyLine", { ...each })}</li>
          ))}
          {faulty.length > namedLines ? <li>{t("more", { count: faulty.length - namedLines })}</li> : null}
        </ul>
      ) : null}
    </div>
  )
}
