"use client"

import { useFormatter, useTranslations } from "use-intl"
import { useErrorText } from "#components/shell/error-text"
import type { SeriesAnswer } from "#lib/domain/monitor/answers"
import type { Drill } from "./drill-runs"

/** What went wrong in the range, the most frequent first; each opens its runs. Nothing where nothing did. */
export function ErrorCodes({ series, onDrill }: { series: SeriesAnswer; onDrill: (drill: Drill) => void }) {
  const t = useTranslations("operations.monitor")
  const errorText = useErrorText()
  const format = useFormatter()
  const { errors, failed } = series.total
  const codes = Object.entries(errors).sort(([, a], [, b]) => b - a)
  if (codes.length === 0) return null
  return (
    <section aria-labelledby="monitor-errors">
      <h2 id="monitor-errors" className="text-base">
        {t("errors.title")}
      </h2>
      <ul className="mt-2 divide-y border-y">
        {codes.map(([code, count]) => (
          <li key={code}>
            <button
              type="button"
              className="figures flex w-full flex-wrap items-baseline gap-x-3 px-1 py-1.5 text-left text-sm hover:bg-hover"
              onClick={() => onDrill({ from: series.from, to: series.to, code })}
            >
              <span className="min-w-0 flex-1">{errorText({ code, message: code, hint: "" }).title}</span>
              <code className="text-ink-3 text-xs">{code}</code>
              <span className="w-16 text-right">{format.number(count)}</span>
              <span className="w-14 text-right text-ink-2">
                {format.number(count / Math.max(1, failed), { style: "percent" })}
              </span>
            </button>
          </li>
        ))}
      </ul>
    </section>
  )
}
