"use client"

import { CircleHelp, CopyCheck, Download, Equal } from "lucide-react"
import Link from "next/link"
import { useTranslations } from "use-intl"
import { useFigureText } from "#components/history/figure-text"
import { Badge } from "#components/ui/badge"
import { Button } from "#components/ui/button"
import { EmptyState } from "#components/ui/empty-state"
import { download } from "#lib/client/export/download"
import type { Origin, OriginAnswer } from "#lib/domain/origin"

/** Where it came from: the runs that made it, or that none did. */
export function OriginAnswerView({ answer, fileName }: { answer: OriginAnswer; fileName?: string }) {
  const t = useTranslations("operations.origin")
  const { origins, total, asked } = answer
  const exact = origins.some(({ match }) => match === "exact")
  return (
    <section aria-live="polite" aria-label={t("answer")} className="flex min-w-0 flex-col gap-3">
      <div className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2">
        <div className="min-w-0">
          <h2 className="text-base">
            {total === 0 ? t("none.title") : t(exact ? "found" : "foundAlike", { count: total })}
          </h2>
          <p className="break-all text-ink-2 text-xs">
            {fileName ? `${fileName} · ` : ""}
            <code>{asked.sha256}</code>
          </p>
        </div>
        {total > 0 ? (
          <Button onClick={() => download(proofName(asked.sha256), "application/json", proofOf(answer))}>
            <Download aria-hidden size={14} />
            {t("proof")}
          </Button>
        ) : null}
      </div>
      {total === 0 ? (
        <EmptyState icon={<CircleHelp aria-hidden size={24} />} title={t("none.lead")} className="border-y">
          {t("none.hint")}
        </EmptyState>
      ) : (
        <ul className="divide-y border-y">
          {origins.map((origin) => (
            <OriginLine key={`${origin.runId} ${origin.sha256}`} origin={origin} />
          ))}
        </ul>
      )}
      {total > origins.length ? (
        <p className="text-ink-2 text-xs">{t("more", { shown: origins.length, count: total })}</p>
      ) : null}
    </section>
  )
}

function OriginLine({ origin }: { origin: Origin }) {
  const t = useTranslations("operations.origin")
  const { moment } = useFigureText()
  const { match, kind, at, person, model, connectionName, run, runId } = origin
  return (
    <li className="grid gap-x-6 gap-y-1 py-3 text-sm sm:grid-cols-[10rem_1fr_auto]">
      <div>
        <Badge
          tone={match === "exact" ? "ok" : "info"}
          icon={match === "exact" ? <Equal aria-hidden size={12} /> : <CopyCheck aria-hidden size={12} />}
        >
          {t(match === "exact" ? "exact" : `alike.${kind}`)}
        </Badge>
      </div>
      <div className="min-w-0">
        <p className="break-words">
          {t("line", { who: person.name ?? t("removed", { id: person.id }), at: moment(at) })}
        </p>
        <p className="break-words text-ink-2 text-xs">
          {t(`kind.${kind}`)} · {model} · {connectionName}
        </p>
      </div>
      <div className="text-xs sm:text-right">
        {run === "yours" ? (
          <Link
            href={`/history/${encodeURIComponent(runId)}`}
            className="text-accent-ink underline underline-offset-2"
          >
            {t("run.yours")}
          </Link>
        ) : (
          <span className="text-ink-2">{t(`run.${run}`)}</span>
        )}
      </div>
    </li>
  )
}

const proofName = (sha256: string): string => `origin-${sha256.slice(0, 12)}.json`

/** What was asked and what the answer was, to be kept; the format is described in docs/operations.md. */
function proofOf({ asked, at, total, origins }: OriginAnswer): string {
  const runs = origins.map(({ run, at: endedAt, ...origin }) => ({
    ...origin,
    at: new Date(endedAt).toISOString(),
    contentKept: run !== "deleted",
  }))
  const proof = {
    format: "bracket-origin",
    version: 1,
    server: window.location.origin,
    askedAt: new Date(at).toISOString(),
    asked,
    total,
    runs,
  }
  return `${JSON.stringify(proof, null, 2)}\n`
}
