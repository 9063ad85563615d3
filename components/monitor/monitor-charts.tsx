"use client"

import { useMemo } from "react"
import { useFormatter, useTranslations } from "use-intl"
import { useFigureText } from "#components/history/figure-text"
import { useErrorText } from "#components/shell/error-text"
import { codesOf, type Point, pointsOf, rateOf } from "#lib/client/monitor/points"
import type { SeriesAnswer } from "#lib/domain/monitor/answers"
import { errorLine, quotaLine, ttftLineMs } from "#lib/domain/monitor/lines"
import { ChartCard } from "./chart-card"
import type { Drill } from "./drill-runs"
import type { Ink } from "./plot"

interface MonitorChartsProps {
  series: SeriesAnswer
  now: number
  /** Of the one connection that is looked at. */
  quotaPerSecond: number | null
  onDrill: (drill: Drill) => void
}

const shares = ["p50", "p90", "p99"] as const
const shareInks: Record<(typeof shares)[number], Ink> = { p50: "info", p90: "accent-strong", p99: "ink-3" }
const codeInks: Ink[] = ["error", "warn", "info", "accent-strong"]

/** Figures over time. */
export function MonitorCharts({ series, now, quotaPerSecond, onDrill }: MonitorChartsProps) {
  const t = useTranslations("operations.monitor")
  const text = useFigureText()
  const format = useFormatter()
  const errorText = useErrorText()
  const points = useMemo(() => pointsOf(series), [series])
  const moments = useMemo(() => points.map(({ at }) => at), [points])
  const { stepMs, total } = series
  const count = (value: number) => format.number(value, { maximumFractionDigits: 1, notation: "compact" })
  const rate = (value: number) =>
    t("tiles.perSecond", { value: format.number(value, { maximumSignificantDigits: 3 }) })
  const open =
    (more: Partial<Drill> = {}) =>
    (index: number) => {
      const at = moments[index] ?? 0
      onDrill({ from: at, to: at + stepMs, ...more })
    }
  const line = (label: string, ink: Ink, read: (point: Point) => number | null) => ({
    label,
    ink,
    values: points.map(read),
  })
  const times = (name: "ttft" | "total") =>
    shares.map((share) =>
      line(share.toUpperCase(), shareInks[share], (point) => point[name]?.[share] ?? null),
    )
  const { codes, others } = codesOf(total, codeInks.length)
  const errorTitle = (code: string) => errorText({ code, message: code, hint: "" }).title
  return (
    <div className="grid gap-x-8 gap-y-8 lg:grid-cols-2">
      <ChartCard
        title={t("charts.rate")}
        moments={moments}
        lines={[line(t("charts.requests"), "accent-strong", (point) => rateOf(point, stepMs, now))]}
        threshold={
          quotaPerSecond === null
            ? undefined
            : {
                value: quotaPerSecond * quotaLine,
                label: t("charts.quotaLine", { value: rate(quotaPerSecond * quotaLine) }),
              }
        }
        format={rate}
        onOpen={open()}
      />
      <ChartCard
        title={t("charts.errors")}
        moments={moments}
        stacked
        lines={[
          ...codes.map((code, index) =>
            line(errorTitle(code), codeInks[index] ?? "ink-3", (point) =>
              shareOfCalls(point, point.errors[code] ?? 0),
            ),
          ),
          ...(others.length > 0 || codes.length === 0
            ? [
                line(codes.length === 0 ? t("charts.failed") : t("charts.otherErrors"), "ink-3", (point) =>
                  shareOfCalls(
                    point,
                    others.reduce((sum, code) => sum + (point.errors[code] ?? 0), 0),
                  ),
                ),
              ]
            : []),
        ]}
        threshold={{ value: errorLine, label: t("charts.line5") }}
        format={(value) => format.number(value, { style: "percent", maximumFractionDigits: 1 })}
        onOpen={open({ status: "failed" })}
      />
      <ChartCard
        title={t("charts.ttft")}
        moments={moments}
        lines={times("ttft")}
        threshold={{ value: ttftLineMs, label: t("charts.line2s") }}
        format={text.duration}
        onOpen={open()}
      />
      <ChartCard
        title={t("charts.total")}
        moments={moments}
        lines={times("total")}
        format={text.duration}
        onOpen={open()}
      />
      <ChartCard
        title={t("charts.tokens")}
        moments={moments}
        stacked
        lines={[
          line(t("charts.output"), "accent-strong", ({ outputTokens }) => outputTokens),
          line(t("charts.input"), "info", ({ inputTokens }) => inputTokens),
        ]}
        format={count}
        onOpen={open()}
      />
      <ChartCard
        title={t("charts.cost")}
        moments={moments}
        stacked
        lines={[line(t("charts.cost"), "accent-strong", ({ cost }) => cost)]}
        format={(value) =>
          format.number(value, { style: "currency", currency: "USD", maximumSignificantDigits: 3 })
        }
        onOpen={open()}
      />
    </div>
  )
}

/** Null where no call ended: that is not the same as no error. */
function shareOfCalls({ succeeded, failed }: Point, count: number): number | null {
  const calls = succeeded + failed
  return calls === 0 ? null : count / calls
}
