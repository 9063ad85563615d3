"use client"

import { keepPreviousData, useQuery } from "@tanstack/react-query"
import { ArrowDown, ArrowUp } from "lucide-react"
import { useId, useState } from "react"
import { useFormatter, useTranslations } from "use-intl"
import { useFigureText } from "#components/history/figure-text"
import { LoadFault } from "#components/shell/load-fault"
import { Button } from "#components/ui/button"
import { Skeleton } from "#components/ui/skeleton"
import { totalsQuery } from "#lib/client/api/monitor"
import { type Order, saveTotals, sortedRows, type TotalsRow, totalsColumns } from "#lib/client/monitor/totals"
import { dayMs } from "#lib/domain/monitor/range"
import type { Drill } from "./drill-runs"
import { useMonitorPlace } from "./use-monitor-place"

interface TotalsTableProps {
  by: "model" | "person" | "day"
  onDrill: (drill: Drill) => void
}

/** Runs, tokens and cost by model, person or day; a name opens the runs behind its line. */
export function TotalsTable({ by, onDrill }: TotalsTableProps) {
  const t = useTranslations("operations.monitor")
  const text = useFigureText()
  const format = useFormatter()
  const titleId = useId()
  const { asked } = useMonitorPlace()
  const totals = useQuery({ ...totalsQuery({ ...asked, by }), placeholderData: keepPreviousData })
  const [order, setOrder] = useState<Order>(
    by === "day" ? { by: "name", down: true } : { by: "cost", down: true },
  )
  if (totals.isError) return <LoadFault error={totals.error} onRetry={() => totals.refetch()} />
  if (!totals.data) return <Skeleton className="h-40" />
  const { from, to, rows } = totals.data
  const nameOf = (row: TotalsRow) =>
    by === "day"
      ? new Date(Number(row.key)).toISOString().slice(0, 10)
      : (row.name ?? (by === "person" ? t("removed") : row.key))
  const sorted = sortedRows(rows, nameOf, order)
  const drillOf = ({ key }: TotalsRow): Drill => {
    if (by === "day") return { from: Number(key), to: Number(key) + dayMs }
    return by === "model" ? { from, to, model: key } : { from, to, person: key }
  }
  if (rows.length === 0) return null
  return (
    <section aria-labelledby={titleId} className="min-w-0">
      <header className="flex items-center gap-3">
        <h2 id={titleId} className="text-base">
          {t(`tables.by.${by}`)}
        </h2>
        <Button
          size="sm"
          variant="ghost"
          className="ml-auto"
          aria-label={t("tables.saveNamed", { name: t(`tables.by.${by}`) })}
          onClick={() => void saveTotals(by, sorted, nameOf)}
        >
          {t("tables.save")}
        </Button>
      </header>
      {by === "day" ? <p className="text-ink-3 text-xs">{t("tables.dayNote")}</p> : null}
      <section
        aria-labelledby={titleId}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reached by keys.
        tabIndex={0}
        className="mt-2 max-h-96 overflow-auto border-y"
      >
        <table className="figures w-full text-sm">
          <thead className="sticky top-0 bg-canvas text-ink-2 text-xs">
            <tr>
              {totalsColumns.map((column) => (
                <th
                  key={column}
                  scope="col"
                  aria-sort={order.by === column ? (order.down ? "descending" : "ascending") : undefined}
                  className={`px-2 py-1.5 font-medium ${column === "name" ? "text-left" : "text-right"}`}
                >
                  <button
                    type="button"
                    className="inline-flex items-center gap-1 whitespace-nowrap hover:text-ink"
                    onClick={() =>
                      setOrder({ by: column, down: order.by === column ? !order.down : column !== "name" })
                    }
                  >
                    {column === "name" ? t(`tables.${by}`) : t(`tables.${column}`)}
                    {order.by === column ? (
                      order.down ? (
                        <ArrowDown aria-hidden size={12} />
                      ) : (
                        <ArrowUp aria-hidden size={12} />
                      )
                    ) : null}
                  </button>
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {sorted.map((row) => (
              <tr key={row.key} className="border-t">
                <th scope="row" className="max-w-64 px-2 py-1 text-left font-normal">
                  <button
                    type="button"
                    className="max-w-full truncate underline decoration-line-strong underline-offset-2 hover:text-ink"
                    onClick={() => onDrill(drillOf(row))}
                  >
                    {nameOf(row)}
                  </button>
                </th>
                {(["runs", "failed", "inputTokens", "outputTokens"] as const).map((column) => (
                  <td key={column} className="whitespace-nowrap px-2 py-1 text-right">
                    {format.number(row[column])}
                  </td>
                ))}
                <td className="whitespace-nowrap px-2 py-1 text-right">{text.cost(row.cost)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </section>
    </section>
  )
}
