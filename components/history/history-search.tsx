"use client"

import { Star } from "lucide-react"
import { useTranslations } from "use-intl"
import { SearchField } from "#components/shell/search-field"
import { IconButton } from "#components/ui/icon-button"
import { HistoryFilters } from "./history-filters"
import { SetFilters } from "./set-filters"
import { useHistoryPlace } from "./use-history-place"

/** The search box and the filters. */
export function HistorySearch() {
  const t = useTranslations("history")
  const { address, change } = useHistoryPlace()
  return (
    <search className="flex flex-col gap-2 border-b p-2">
      <div className="flex items-center gap-1">
        <SearchField
          label={t("search")}
          query={address.q}
          onSearch={(q) => change({ q })}
          className="flex-1"
        />
        <IconButton
          label={t("starredOnly")}
          aria-pressed={address.starred}
          onClick={() => change({ starred: !address.starred })}
        >
          <Star aria-hidden size={16} fill={address.starred ? "currentColor" : "none"} />
        </IconButton>
        <HistoryFilters />
      </div>
      <SetFilters />
    </search>
  )
}
