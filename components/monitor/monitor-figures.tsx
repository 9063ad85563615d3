"use client"

import { useQuery } from "@tanstack/react-query"
import { Activity } from "lucide-react"
import Link from "next/link"
import { useState } from "react"
import { useTranslations } from "use-intl"
import { LoadFault } from "#components/shell/load-fault"
import { buttonClass } from "#components/ui/button"
import { EmptyState } from "#components/ui/empty-state"
import { Skeleton } from "#components/ui/skeleton"
import { liveQuery, seriesQuery } from "#lib/client/api/monitor"
import { pointsOf, rateOf } from "#lib/client/monitor/points"
import { type Drill, DrillRuns } from "./drill-runs"
import { ErrorCodes } from "./error-codes"
import { FigureTiles } from "./figure-tiles"
import { LiveConnections } from "./live-connections"
import { MonitorBar } from "./monitor-bar"
import { MonitorCharts } from "./monitor-charts"
import { ServicesPanel } from "./services-panel"
import { TotalsTable } from "./totals-table"
import { useMonitorPlace } from "./use-monitor-place"

/** What goes on and what went on: rates, times, errors, tokens and costs. */
export function MonitorFigures() {
  const t = useTranslations("operations.monitor")
  const { asked, seesAll } = useMonitorPlace()
  const series = useQuery(seriesQuery(asked))
  const live = useQuery(liveQuery())
  const [drill, setDrill] = useState<Drill>()
  // When the figures were made, not when the page is drawn: the step that is under way is measured by it.
  const now = series.dataUpdatedAt
  const isQuiet =
    series.data?.total.runs === 0 &&
    (live.data?.connections ?? []).every(({ queued, running }) => queued + running === 0)
  const quotaPerSecond =
    live.data?.connections.find(({ id }) => id === asked.connection)?.quotaPerSecond ?? null
  return (
    <>
      <header className="flex flex-wrap items-baseline gap-x-3 gap-y-1">
        <h1 className="text-xl">{t("page.figures")}</h1>
        <p className="text-ink-2 text-sm">{seesAll ? t("everybody") : t("yours")}</p>
      </header>
      <MonitorBar />
      {series.isError && !series.data ? (
        <LoadFault error={series.error} onRetry={() => series.refetch()} />
      ) : series.data ? (
        <>
          <FigureTiles
            total={series.data.total}
            live={live.data}
            peak={Math.max(
              0,
              ...pointsOf(series.data).map((point) => rateOf(point, series.data.stepMs, now)),
            )}
            connectionId={asked.connection}
            isFiltered={[asked.model, asked.person, asked.kind].some(Boolean)}
          />
          {isQuiet ? (
            <EmptyState
              icon={<Activity aria-hidden size={24} />}
              title={t("empty.title")}
              actions={
                <Link href="/playground" className={buttonClass()}>
                  {t("empty.run")}
                </Link>
              }
            >
              {t("empty.hint")}
            </EmptyState>
          ) : (
            <MonitorCharts
              series={series.data}
              now={now}
              quotaPerSecond={quotaPerSecond}
              onDrill={setDrill}
            />
          )}
          <ErrorCodes series={series.data} onDrill={setDrill} />
        </>
      ) : (
        <MonitorSkeleton />
      )}
      {live.data ? <LiveConnections live={live.data} connectionId={asked.connection} /> : null}
      {(["model", ...(seesAll ? (["person"] as const) : []), "day"] as const).map((by) => (
        <TotalsTable key={by} by={by} onDrill={setDrill} />
      ))}
      <ServicesPanel />
      {drill ? <DrillRuns drill={drill} asked={asked} onClose={() => setDrill(undefined)} /> : null}
    </>
  )
}

function MonitorSkeleton() {
  const common = useTranslations("common")
  return (
    <div role="status" aria-label={common("loading")} className="flex flex-col gap-6">
      <Skeleton className="h-64 lg:h-44" />
      <div className="grid gap-8 lg:grid-cols-2">
        {["rate", "errors", "ttft", "total"].map((name) => (
          <Skeleton key={name} className="h-64" />
        ))}
      </div>
    </div>
  )
}
