"use client"

import { useInfiniteQuery } from "@tanstack/react-query"
import { useTranslations } from "use-intl"
import { useFigureText } from "#components/history/figure-text"
import { LoadFault } from "#components/shell/load-fault"
import { Button } from "#components/ui/button"
import { Dialog } from "#components/ui/dialog"
import { Skeleton } from "#components/ui/skeleton"
import { type AskedFigures, monitoredRunsQuery } from "#lib/client/api/monitor"
import type { RunStatus } from "#lib/domain/outcome"
import { DrillRun } from "./drill-run"

/** What is behind a point, a line of a table or an error: a span of time (epoch ms), and which runs of it. */
export interface Drill {
  from: number
  to: number
  model?: string
  person?: string
  status?: RunStatus
  code?: string
}

interface DrillRunsProps {
  drill: Drill
  /** What the page is filtered by. */
  asked: AskedFigures
  onClose: () => void
}

/** The runs behind a figure, the last first. */
export function DrillRuns({ drill, asked, onClose }: DrillRunsProps) {
  const t = useTranslations("operations.monitor.drill")
  const text = useFigureText()
  const { connection, kind } = asked
  const runs = useInfiniteQuery(
    monitoredRunsQuery({ connection, kind, model: asked.model, person: asked.person, ...drill }),
  )
  const found = runs.data?.pages.flatMap((page) => page.runs) ?? []
  return (
    <Dialog open onClose={onClose} title={t("title")} size="lg">
      <p className="figures text-ink-2 text-xs">
        {t("span", { from: text.moment(drill.from), to: text.moment(drill.to) })}
        {drill.model ? ` · ${drill.model}` : null}
        {drill.code ? ` · ${drill.code}` : null}
      </p>
      {runs.isError ? <LoadFault error={runs.error} onRetry={() => runs.refetch()} /> : null}
      {runs.isPending ? <Skeleton className="mt-3 h-40" /> : null}
      {runs.isSuccess && found.length === 0 ? <p className="py-8 text-center text-sm">{t("empty")}</p> : null}
      <ul aria-label={t("title")} className="mt-3 divide-y border-y">
        {found.map((run) => (
          <DrillRun key={run.id} run={run} />
        ))}
      </ul>
      {runs.hasNextPage ? (
        <Button className="mt-3" busy={runs.isFetchingNextPage} onClick={() => void runs.fetchNextPage()}>
          {t("more")}
        </Button>
      ) : null}
      <p className="mt-3 text-ink-3 text-xs">{t("note")}</p>
    </Dialog>
  )
}
