"use client"

import { memo } from "react"
import { useTranslations } from "use-intl"
import { useFigureText } from "#components/history/figure-text"
import { classNames } from "#components/ui/class-names"
import {
  type BarKind,
  type Timeline as TimelineData,
  type TimelineRow,
  ticksOf,
} from "#lib/client/compare/timeline"
import styles from "./timeline.module.css"

const kinds: BarKind[] = ["queue", "wait", "thinking", "writing", "retry"]

/**
 * All runs on one clock, a row each: who was waited for, and how long. It is a table: the heads of the figures are
 * the legend of the bars, and whoever does not see the bars has the figures.
 */
export const Timeline = memo(function Timeline({ timeline: { rows, totalMs } }: { timeline: TimelineData }) {
  const t = useTranslations("compare.timeline")
  const shown = kinds.filter((kind) => rows.some(({ bars }) => bars.some((bar) => bar.kind === kind)))
  if (shown.length === 0) return <p className="text-ink-2 text-sm">{t("empty")}</p>
  const head = "whitespace-nowrap py-1 pl-4 text-right font-normal text-ink-2"
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by key.
    <section aria-label={t("label")} tabIndex={0} className="overflow-x-auto">
      <table className="figures w-full min-w-160 border-collapse text-xs">
        <thead>
          <tr className="border-b align-bottom">
            <th scope="col" className="py-1 pr-4 text-left font-normal text-ink-2">
              {t("column")}
            </th>
            <th scope="col" className="w-full min-w-60 py-1 text-left font-normal text-ink-2">
              {t("clock")}
              <Scale totalMs={totalMs} />
            </th>
            {shown.map((kind) => (
              <th key={kind} scope="col" title={t(`explained.${kind}`)} className={head}>
                <span
                  aria-hidden
                  className={classNames(styles.bar, styles[kind], "mr-1.5 inline-block h-2.5 w-5")}
                />
                {t(`kinds.${kind}`)}
              </th>
            ))}
            <th scope="col" className={head}>
              {t("total")}
            </th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row, place) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: rows stand in the order of the columns; two may share a name.
            <Row key={place} row={row} totalMs={totalMs} shown={shown} />
          ))}
        </tbody>
      </table>
    </section>
  )
})

function Row({
  row: { name, bars, endMs },
  totalMs,
  shown,
}: {
  row: TimelineRow
  totalMs: number
  shown: BarKind[]
}) {
  const t = useTranslations("compare.timeline")
  const figures = useFigureText()
  const sum = (kind: BarKind) =>
    bars.reduce((total, bar) => (bar.kind === kind ? total + bar.to - bar.from : total), 0)
  const figure = "whitespace-nowrap py-1 pl-4 text-right"
  return (
    <tr className="border-b">
      <th scope="row" className="max-w-40 truncate py-1 pr-4 text-left font-medium">
        {name}
      </th>
      <td className="py-1">
        <div aria-hidden className="relative h-4">
          {bars.map(({ kind, from, to }) => (
            <span
              key={`${kind} ${from}`}
              title={`${t(`kinds.${kind}`)} ${figures.duration(to - from)}`}
              className={classNames(styles.bar, styles[kind], "absolute inset-y-0 min-w-0.5")}
              style={{ left: `${(from / totalMs) * 100}%`, width: `${((to - from) / totalMs) * 100}%` }}
            />
          ))}
        </div>
      </td>
      {shown.map((kind) => (
        <td key={kind} className={figure}>
          {figures.duration(bars.some((bar) => bar.kind === kind) ? sum(kind) : undefined)}
        </td>
      ))}
      <td className={`${figure} font-medium`}>
        {endMs === undefined
          ? bars.length > 0
            ? t("running")
            : figures.duration(undefined)
          : figures.duration(endMs - (bars[0]?.from ?? endMs))}
      </td>
    </tr>
  )
}

/** Round times above the bars. */
function Scale({ totalMs }: { totalMs: number }) {
  const figures = useFigureText()
  // One that begins at the very end has no room for its figure.
  const ticks = ticksOf(totalMs).filter((ms) => ms < totalMs * 0.94)
  return (
    <span aria-hidden className="relative mt-1 block h-4 text-2xs text-ink-3">
      {ticks.map((ms) => (
        <span
          key={ms}
          className="absolute bottom-0 whitespace-nowrap border-line-strong border-l pl-1"
          style={{ left: `${(ms / totalMs) * 100}%` }}
        >
          {figures.duration(ms)}
        </span>
      ))}
    </span>
  )
}
