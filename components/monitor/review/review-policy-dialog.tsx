"use client"

import { useQuery } from "@tanstack/react-query"
import { useTranslations } from "use-intl"
import { useErrorText } from "#components/shell/error-text"
import { Button } from "#components/ui/button"
import { Dialog } from "#components/ui/dialog"
import { ErrorCard } from "#components/ui/error-card"
import { Skeleton } from "#components/ui/skeleton"
import { faultOf } from "#lib/client/api/fault-of"
import { reviewPolicyQuery } from "#lib/client/api/review"
import { ReviewPolicyForm } from "./review-policy-form"

/** How samples are drawn, and who looks at them. */
export function ReviewPolicyDialog({ onClose }: { onClose: () => void }) {
  const t = useTranslations("operations.review.policy")
  const common = useTranslations("common")
  const errorText = useErrorText()
  const policy = useQuery({ ...reviewPolicyQuery(), staleTime: 0 })
  if (policy.data) return <ReviewPolicyForm policy={policy.data} onClose={onClose} />
  return (
    <Dialog
      open
      onClose={onClose}
      title={t("title")}
      actions={<Button onClick={onClose}>{common("cancel")}</Button>}
    >
      {policy.isError ? <ErrorCard {...errorText(faultOf(policy.error))} /> : <Skeleton className="h-64" />}
    </Dialog>
  )
}
