"use client"

import { useQuery } from "@tanstack/react-query"
import { FileSearch, SearchX } from "lucide-react"
import { useTranslations } from "use-intl"
import { LoadFault } from "#components/shell/load-fault"
import { Button } from "#components/ui/button"
import { EmptyState } from "#components/ui/empty-state"
import { Skeleton } from "#components/ui/skeleton"
import { ApiError } from "#lib/client/api/request"
import { runQuery } from "#lib/client/api/run"
import { RunDetailView } from "./run-detail-view"
import { useHistoryPlace } from "./use-history-place"

/** The right side of History: the open run in each of its states, or the invitation to choose one. */
export function RunDetailPane({ runId }: { runId: string | undefined }) {
  const t = useTranslations("history")
  if (runId === undefined) {
    return (
      <EmptyState icon={<FileSearch aria-hidden size={24} />} title={t("choose.title")} className="pt-[20vh]">
        {t("choose.hint")}
      </EmptyState>
    )
  }
  // A fresh one per run, so that what was unfolded for one is not for the next.
  return <LoadedRun key={runId} runId={runId} />
}

function LoadedRun({ runId }: { runId: string }) {
  const t = useTranslations("history")
  const { open } = useHistoryPlace()
  const run = useQuery(runQuery(runId))
  if (run.data) return <RunDetailView detail={run.data} />
  if (run.error instanceof ApiError && run.error.status === 404) {
    return (
      <EmptyState
        icon={<SearchX aria-hidden size={24} />}
        title={t("gone.title")}
        actions={<Button onClick={() => open(undefined)}>{t("backToList")}</Button>}
        className="pt-[20vh]"
      >
        {t("gone.hint")}
      </EmptyState>
    )
  }
  if (run.error) return <LoadFault error={run.error} onRetry={() => run.refetch()} />
  return <DetailSkeleton />
}

function DetailSkeleton() {
  const t = useTranslations("common")
  return (
    <div role="status" aria-label={t("loading")} className="flex flex-col gap-3 px-4 py-3 lg:px-6">
      <Skeleton className="h-8 w-2/3" />
      <Skeleton className="mt-4 h-4 w-24" />
      <Skeleton className="h-16 max-w-measure" />
      <Skeleton className="mt-4 h-4 w-24" />
      <Skeleton className="h-64 max-w-measure" />
    </div>
  )
}
