"use client"

import { useTranslations } from "use-intl"
import { Button } from "#components/ui/button"
import { ErrorCard } from "#components/ui/error-card"
import { ApiError } from "#lib/client/api/request"
import { useErrorText } from "./error-text"

/** In place of what could not be loaded. */
export function LoadFault({ error, onRetry }: { error: Error | null; onRetry: () => void }) {
  const common = useTranslations("common")
  const errorText = useErrorText()
  const fault = error instanceof ApiError ? error : new ApiError("internal", error?.message ?? "")
  return (
    <ErrorCard
      {...errorText(fault)}
      detail={fault.requestId ? common("requestId", { id: fault.requestId }) : undefined}
      actions={
        <Button size="sm" onClick={onRetry}>
          {common("retry")}
        </Button>
      }
      className="m-3"
    />
  )
}
