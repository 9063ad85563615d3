"use client"

import { History, SearchX } from "lucide-react"
import Link from "next/link"
import { useTranslations } from "use-intl"
import { buttonClass } from "#components/ui/button"
import { EmptyState } from "#components/ui/empty-state"
import { setFilters } from "#lib/client/history-address"
import { SetFilters } from "./set-filters"
import { useHistoryPlace } from "./use-history-place"

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
