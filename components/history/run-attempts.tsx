"use client"

import { CircleAlert, CircleCheck, CircleDashed } from "lucide-react"
import { useTranslations } from "use-intl"
import { useErrorText } from "#components/shell/error-text"
import type { Attempt } from "#lib/domain/outcome"
import { useFigureText } from "./figure-text"

/** Every try at the upstream: when, how it ended, and how long was waited before the next. */
export function RunAttempts({ attempts }: { attempts: Attempt[] }) {
  return (
    <ol className="flex flex-col gap-2">
      {attempts.map((attempt) => (
        <AttemptLine key={attempt.number} attempt={attempt} />
      ))}
    </ol>
  )
}

function AttemptLine({ attempt }: { attempt: Attempt }) {
  const t = useTranslations("history.attempt")
  const figures = useFigureText()
  const tFigures = useTranslations("run.figures")
  const errorText = useErrorText()
  const { number, startedAt, endedAt, error, waitMs, note } = attempt
  const said = error ? errorText(error) : undefined
  const [Icon, color] = error
    ? ([CircleAlert, "text-error"] as const)
    : endedAt === undefined
      ? ([CircleDashed, "text-info"] as const)
      : ([CircleCheck, "text-ok"] as const)
  return (
    <li className="flex gap-2 text-sm">
      <Icon aria-hidden size={14} className={`mt-1 shrink-0 ${color}`} />
      <div className="min-w-0">
        <p className="figures">
          {t("number", { number })}
          <span className="text-ink-2">
            {" · "}
            {said?.title ?? t(endedAt === undefined ? "running" : "ok")}
            {endedAt === undefined
              ? null
              : ` · ${t("took", { time: figures.duration(endedAt - startedAt) })}`}
            {waitMs === undefined ? null : ` · ${t("waited", { time: figures.duration(waitMs) })}`}
          </span>
        </p>
        {note === "fallback_key" ? <p className="text-ink-2 text-xs">{tFigures("fallbackKey")}</p> : null}
        {said?.hint ? <p className="text-ink-2 text-xs">{said.hint}</p> : null}
      </div>
    </li>
  )
}
