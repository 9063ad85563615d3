"use client"

import { useQuery } from "@tanstack/react-query"
import { useTranslations } from "use-intl"
import { useErrorText } from "#components/shell/error-text"
import { Button } from "#components/ui/button"
import { ErrorCard } from "#components/ui/error-card"
import { Skeleton } from "#components/ui/skeleton"
import { faultOf } from "#lib/client/api/fault-of"
import { retentionQuery } from "#lib/client/api/retention"
import { RetentionForm } from "./retention-form"
import { RetentionRuns } from "./retention-runs"

/** How long what is kept, for admins; what would go, and what has gone. */
export function RetentionSettings() {
  const common = useTranslations("common")
  const errorText = useErrorText()
  const retention = useQuery(retentionQuery())
  if (retention.isPending)
    return (
      <div role="status" aria-label={common("loading")}>
        <Skeleton className="h-80" />
      </div>
    )
  if (retention.isError)
    return (
      <ErrorCard
        {...errorText(faultOf(retention.error))}
        actions={
          <Button size="sm" onClick={() => retention.refetch()}>
            {common("retry")}
          </Button>
        }
      />
    )
  return (
    <div className="flex flex-col gap-6">
      <RetentionForm policy={retention.data.policy} />
      <RetentionRuns state={retention.data} />
    </div>
  )
}
