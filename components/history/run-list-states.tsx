"use client"

import { History, SearchX } from "lucide-react"
import Link from "next/link"
import { useTranslations } from "use-intl"
import { buttonClass } from "#components/ui/button"
import { EmptyState } from "#components/ui/empty-state"
import { Skeleton } from "#components/ui/skeleton"
import { setFilters } from "#lib/client/history-address"
import { rowHeight } from "./run-row"
import { SetFilters } from "./set-filters"
import { useHistoryPlace } from "./use-history-place"

/** Rows of the right size (in px) while the first page is on its way. */
export function RunListSkeleton({ height = rowHeight }: { height?: number }) {
  const t = useTranslations("common")
  return (
    <div role="status" aria-label={t("loading")} className="min-h-0 flex-1 overflow-hidden pt-8">
      {["a", "b", "c", "d", "e", "f", "g", "h"].map((key) => (
        <div key={key} className="flex flex-col gap-2 border-b overflow-hidden px-3 py-3" style={{ height }}>
          <Skeleton className="h-3.5 w-32" />
          <Skeleton className="h-3.5 w-11/12" />
          <Skeleton className="h-3.5 w-3/4" />
          <Skeleton className="h-3 w-40" />
        </div>
      ))}
    </div>
  )
}

/** Nothing to show: because there is nothing, or because the filters are too narrow. */
export function NoRuns() {
  const t = useTranslations("history")
  const { address } = useHistoryPlace()
  if (setFilters(address).length > 0) {
    return (
      <EmptyState
        icon={<SearchX aria-hidden size={24} />}
        title={t("noMatch.title")}
        actions={<SetFilters withText />}
      >
        {t("noMatch.hint")}
      </EmptyState>
    )
  }
  return (
    <EmptyState
      icon={<History aria-hidden size={24} />}
      title={t("none.title")}
      actions={
        <Link href="/playground" className={buttonClass({ variant: "primary" })}>
          {t("none.action")}
        </Link>
      }
    >
      {t("none.hint")}
    </EmptyState>
  )
}
