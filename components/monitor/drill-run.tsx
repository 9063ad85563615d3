"use client"

import Link from "next/link"
import { useTranslations } from "use-intl"
import { useFigureText } from "#components/history/figure-text"
import { RunStatusLabel } from "#components/history/run-status"
import { useErrorText } from "#components/shell/error-text"
import type { MonitoredRun } from "#lib/domain/monitor/answers"

/** A run behind a figure: one's own leads to History; of somebody else's there are the figures, unfolded here. */
export function DrillRun({ run }: { run: MonitoredRun }) {
  const t = useTranslations("operations.monitor")
  const text = useFigureText()
  const errorText = useErrorText()
  const error = run.errorCode
    ? errorText({ code: run.errorCode, message: run.errorCode, hint: "" })
    : undefined
  const person = run.personName ?? t("removed")
  const line = (
    <span className="figures flex flex-wrap items-baseline gap-x-3 gap-y-0.5 px-1 py-1.5 text-sm">
      <RunStatusLabel run={{ status: run.status }} />
      <span>{text.moment(run.at)}</span>
      <span className="min-w-0 truncate text-ink-2">{run.model}</span>
      {run.own ? null : <span className="min-w-0 truncate text-ink-2">{person}</span>}
      <span className="ml-auto flex gap-3 text-ink-2 text-xs">
        <span>{t("drill.firstToken", { value: text.duration(run.ttftMs) })}</span>
        <span>{t("drill.total", { value: text.duration(run.totalMs) })}</span>
        <span>{text.cost(run.cost ?? undefined)}</span>
      </span>
      {error ? <span className="basis-full text-error text-xs">{error.title}</span> : null}
    </span>
  )
  if (run.own)
    return (
      <li>
        <Link href={`/history/${encodeURIComponent(run.id)}`} className="block hover:bg-hover">
          {line}
        </Link>
      </li>
    )
  const facts: [string, string][] = [
    [t("drill.person"), person],
    [t("drill.connection"), run.connectionName],
    [t("drill.kind"), t(`kinds.${run.kind}`)],
    [t("drill.attempts"), text.count(run.attempts)],
    [t("drill.input"), run.inputTokens === null ? text.cost(undefined) : text.count(run.inputTokens)],
    [t("drill.output"), run.outputTokens === null ? text.cost(undefined) : text.count(run.outputTokens)],
    ...(run.errorCode ? ([[t("drill.error"), run.errorCode]] satisfies [string, string][]) : []),
    [t("drill.run"), run.id],
  ]
  return (
    <li>
      <details>
        <summary className="list-none hover:bg-hover">{line}</summary>
        <dl className="figures grid grid-cols-[max-content_1fr] gap-x-4 gap-y-1 px-1 pt-1 pb-3 text-xs">
          {facts.map(([name, value]) => (
            <div key={name} className="contents">
              <dt className="text-ink-2">{name}</dt>
              <dd className="min-w-0 break-words">{value}</dd>
            </div>
          ))}
        </dl>
        <p className="px-1 pb-3 text-ink-3 text-xs">{t("drill.foreign")}</p>
      </details>
    </li>
  )
}
