"use client"

import { useTranslations } from "use-intl"
import { useFigureText } from "#components/history/figure-text"
import type { PlotProps } from "./plot"

interface ChartTableProps extends Pick<PlotProps, "moments" | "lines" | "format"> {
  title: string
  onOpen: (index: number) => void
}

/** What a chart draws, as a table, the newest first. A time opens the runs behind it. */
export function ChartTable({ title, moments, lines, format, onOpen }: ChartTableProps) {
  const t = useTranslations("operations.monitor.chart")
  const text = useFigureText()
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reached by keys.
    <section aria-label={title} tabIndex={0} className="h-[208px] overflow-auto rounded border">
      <table className="figures w-full text-xs">
        <thead className="sticky top-0 bg-surface text-ink-2">
          <tr>
            <th scope="col" className="px-2 py-1 text-left font-medium">
              {t("time")}
            </th>
            {lines.map(({ label }) => (
              <th key={label} scope="col" className="px-2 py-1 text-right font-medium">
                {label}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {moments
            .map((at, index) => (
              <tr key={at} className="border-t">
                <th scope="row" className="whitespace-nowrap px-2 py-1 text-left font-normal">
                  <button
                    type="button"
                    className="underline decoration-line-strong underline-offset-2 hover:text-ink"
                    onClick={() => onOpen(index)}
                  >
                    {text.moment(at)}
                  </button>
                </th>
                {lines.map(({ label, values }) => (
                  <td key={label} className="px-2 py-1 text-right">
                    {values[index] === null || values[index] === undefined
                      ? t("nothing")
                      : format(values[index])}
                  </td>
                ))}
              </tr>
            ))
            .reverse()}
        </tbody>
      </table>
    </section>
  )
}
