"use client"

import { useTranslations } from "use-intl"
import { useCacheText } from "#components/history/cache-text"
import { useFigureText } from "#components/history/figure-text"
import { useErrorText } from "#components/shell/error-text"
import type { Column } from "#lib/client/workspace"
import { useIsImage, useRun } from "./playground-context"

/** All figures of a run, one under the other, with its attempts. */
export function FiguresDetail({ column }: { column: Column }) {
  const t = useTranslations("run.figures")
  const isImage = useIsImage()
  const figures = useFigureText()
  const cacheText = useCacheText()
  const errorText = useErrorText()
  const run = useRun(column.id, (state) => state)
  if (!run?.timing) return null
  const { timing, usage, cost, attempts } = run
  const count = (value: number | undefined) => (value === undefined ? t("unknown") : figures.count(value))
  const rows: [string, string][] = [
    [t("queue"), figures.duration(timing.queueMs)],
    ...(isImage
      ? []
      : ([
          [t("ttft"), figures.duration(timing.ttftMs)],
          [t("speed"), figures.speed(timing.tokensPerSecond)],
        ] satisfies [string, string][])),
    [t("total"), figures.duration(timing.totalMs)],
    ...(isImage && !usage ? [] : ([[t("tokensIn"), count(usage?.inputTokens)]] satisfies [string, string][])),
    ...(usage?.cachedInputTokens === undefined
      ? []
      : ([[t("cachedIn"), count(usage.cachedInputTokens)]] satisfies [string, string][])),
    ...(isImage && !usage
      ? []
      : ([[t("tokensOut"), count(usage?.outputTokens)]] satisfies [string, string][])),
    ...(usage?.reasoningTokens === undefined
      ? []
      : ([[t("reasoning"), count(usage.reasoningTokens)]] satisfies [string, string][])),
    [t("cost"), figures.cost(cost)],
  ]
  return (
    <div className="figures text-xs">
      <dl className="grid grid-cols-[1fr_auto] gap-x-6 gap-y-1">
        {rows.map(([label, value]) => (
          <div key={label} className="contents">
            <dt className="text-ink-2">{label}</dt>
            <dd className="text-right">{value}</dd>
          </div>
        ))}
      </dl>
      {run.cached ? <p className="mt-2 text-pretty border-t pt-2">{cacheText(run)}</p> : null}
      {attempts.length > 1 ? (
        <ol className="mt-2 grid gap-1 border-t pt-2">
          {attempts.map((attempt) => (
            <li key={attempt.number} className="flex justify-between gap-4">
              <span className="shrink-0 text-ink-2">{t("attempt", { number: attempt.number })}</span>
              <span className="text-right">
                {attempt.error ? errorText(attempt.error).title : t("attemptWorked")}
              </span>
            </li>
          ))}
        </ol>
      ) : null}
      {attempts.at(-1)?.note === "fallback_key" ? <p className="mt-2">{t("fallbackKey")}</p> : null}
      <p className="mt-2 text-2xs text-ink-3">{usage?.estimated ? t("estimated") : t("costBasis")}</p>
    </div>
  )
}
