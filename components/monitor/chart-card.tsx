"use client"

import { ChartLine, Table2 } from "lucide-react"
import { type KeyboardEvent, lazy, Suspense, useId, useState } from "react"
import { useTranslations } from "use-intl"
import { useFigureText } from "#components/history/figure-text"
import { IconButton } from "#components/ui/icon-button"
import { Skeleton } from "#components/ui/skeleton"
import { peakOf } from "#lib/client/monitor/points"
import { ChartTable } from "./chart-table"
import type { PlotProps } from "./plot"

const Plot = lazy(() => import("./plot"))

const swatches = {
  "ink-3": "bg-ink-3",
  "accent-strong": "bg-accent-strong",
  error: "bg-error",
  warn: "bg-warn",
  info: "bg-info",
  ok: "bg-ok",
}

export interface ChartCardProps
  extends Pick<PlotProps, "moments" | "lines" | "stacked" | "threshold" | "format"> {
  title: string
  /** Opens what is behind a point. */
  onOpen: (index: number) => void
}

/** A figure over time: as a drawing that keys can walk through, in a sentence, and as a table. */
export function ChartCard({ title, onOpen, ...plot }: ChartCardProps) {
  const t = useTranslations("operations.monitor.chart")
  const text = useFigureText()
  const titleId = useId()
  const [asTable, setAsTable] = useState(false)
  const [chosen, setChosen] = useState<number>()
  const { moments, lines, stacked, threshold, format } = plot
  const heights = moments.map((_, at) =>
    stacked
      ? lines.reduce((sum, { values }) => sum + (values[at] ?? 0), 0)
      : Math.max(...lines.map(({ values }) => values[at] ?? 0), 0),
  )
  const peak = peakOf(heights)
  const last = moments.length - 1
  const at = Math.min(chosen ?? last, last)
  const say = (index: number) =>
    lines.map(({ label, values }) => `${label} ${valueText(values[index], format, t("nothing"))}`).join(", ")

  function onKeyDown(event: KeyboardEvent) {
    const steps: Record<string, number> = {
      ArrowLeft: at - 1,
      ArrowRight: chosen === undefined ? last : at + 1,
      Home: 0,
      End: last,
    }
    const next = steps[event.key]
    if (next !== undefined) setChosen(Math.max(0, Math.min(last, next)))
    else if (event.key === "Enter") onOpen(at)
    else return
    event.preventDefault()
  }

  return (
    <section aria-labelledby={titleId} className="flex min-w-0 flex-col gap-2">
      <header className="flex items-center gap-2">
        <h3 id={titleId} className="text-sm">
          {title}
        </h3>
        <IconButton
          label={asTable ? t("asChart", { title }) : t("asTable", { title })}
          size="sm"
          className="ml-auto"
          onClick={() => setAsTable(!asTable)}
        >
          {asTable ? <ChartLine aria-hidden size={14} /> : <Table2 aria-hidden size={14} />}
        </IconButton>
      </header>
      <p className="-mt-1 text-ink-2 text-xs">
        {peak === undefined ? (
          t("quiet")
        ) : (
          <button
            type="button"
            className="figures text-left underline decoration-line-strong underline-offset-2 hover:text-ink"
            onClick={() => onOpen(peak)}
          >
            {t("peak", { value: format(heights[peak] ?? 0), at: text.moment(moments[peak] ?? 0) })}
          </button>
        )}
        {threshold ? <span className="ml-2">{threshold.label}</span> : null}
      </p>
      {asTable ? (
        <ChartTable title={title} moments={moments} lines={lines} format={format} onOpen={onOpen} />
      ) : (
        <>
          <div
            role="slider"
            tabIndex={0}
            aria-label={t("walk", { title })}
            aria-valuemin={0}
            aria-valuemax={last}
            aria-valuenow={at}
            aria-valuetext={`${text.moment(moments[at] ?? 0)}: ${say(at)}`}
            onKeyDown={onKeyDown}
            onBlur={() => setChosen(undefined)}
            className="min-h-[180px] cursor-pointer rounded"
          >
            <Suspense fallback={<Skeleton className="h-[180px]" />}>
              <Plot {...plot} chosen={chosen} onChoose={setChosen} onOpen={onOpen} />
            </Suspense>
          </div>
          <ul className="figures flex min-h-5 flex-wrap gap-x-4 text-ink-2 text-xs">
            <li>{chosen === undefined ? null : text.moment(moments[at] ?? 0)}</li>
            {lines.map(({ label, ink, values }) => (
              <li key={label} className="flex min-w-0 items-center gap-1.5">
                <span aria-hidden className={`size-2 shrink-0 rounded-full ${swatches[ink]}`} />
                <span className="truncate">{label}</span>
                {chosen === undefined ? null : (
                  <span className="text-ink">{valueText(values[at], format, t("nothing"))}</span>
                )}
              </li>
            ))}
          </ul>
        </>
      )}
    </section>
  )
}

function valueText(
  value: number | null | undefined,
  format: (value: number) => string,
  nothing: string,
): string {
  return value === null || value === undefined ? nothing : format(value)
}
