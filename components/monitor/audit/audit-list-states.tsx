"use client"

import { ScrollText } from "lucide-react"
import { useTranslations } from "use-intl"
import { Button } from "#components/ui/button"
import { EmptyState } from "#components/ui/empty-state"
import { Skeleton } from "#components/ui/skeleton"
import { useAuditPlace } from "./use-audit-place"

/** In place of the list until its first page is there. */
export function AuditListSkeleton() {
  return (
    <div aria-hidden className="min-h-80 divide-y border-y">
      {[72, 56, 64, 48, 60, 68].map((width) => (
        <div key={width} className="flex h-[53px] flex-col justify-center gap-1.5 px-2">
          <span style={{ width: `${width}%` }}>
            <Skeleton className="h-3.5 w-full" />
          </span>
          <Skeleton className="h-3 w-40" />
        </div>
      ))}
    </div>
  )
}

/** Nothing has happened, or nothing that the filters let through. */
export function NoEntries() {
  const t = useTranslations("operations.audit")
  const { isFiltered, clear } = useAuditPlace()
  return (
    <div className="min-h-80 border-y">
      <EmptyState
        icon={<ScrollText aria-hidden size={24} />}
        title={t(isFiltered ? "none" : "empty")}
        actions={isFiltered ? <Button onClick={clear}>{t("filters.clear")}</Button> : undefined}
      >
        {t(isFiltered ? "noneNext" : "emptyNext")}
      </EmptyState>
    </div>
  )
}
