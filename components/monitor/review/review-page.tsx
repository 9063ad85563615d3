"use client"

import { useQuery } from "@tanstack/react-query"
import { useState } from "react"
import { useTranslations } from "use-intl"
import { useMounted } from "#components/monitor/use-mounted"
import { useErrorText } from "#components/shell/error-text"
import { usePerson } from "#components/shell/person"
import { EmptyState } from "#components/ui/empty-state"
import { ErrorCard } from "#components/ui/error-card"
import { Segmented } from "#components/ui/segmented"
import { Skeleton } from "#components/ui/skeleton"
import { faultOf } from "#lib/client/api/fault-of"
import { reviewAccessQuery } from "#lib/client/api/review"
import { mayActAs } from "#lib/domain/person"
import { ReviewActions } from "./review-actions"
import { ReviewFigures } from "./review-figures"
import { ReviewQueue } from "./review-queue"

type View = "queue" | "figures"

/** Samples of what was made here, to be looked at by people. */
export function ReviewPage() {
  const t = useTranslations("operations.review")
  const errorText = useErrorText()
  const isAdmin = mayActAs(usePerson().role, "admin")
  const access = useQuery(reviewAccessQuery())
  const [view, setView] = useState<View>("queue")
  const isReady = useMounted()
  if (access.isError) return <ErrorCard {...errorText(faultOf(access.error))} />
  if (access.data?.reviewer === false)
    return <EmptyState title={t("notYours")}>{t("notYoursHint")}</EmptyState>
  return (
    <div className="flex flex-col gap-4">
      <header>
        <h1 className="text-xl">{t("title")}</h1>
        <p className="mt-1 max-w-measure text-pretty text-ink-2 text-sm">{t("lead")}</p>
      </header>
      <div className="flex flex-wrap items-center justify-between gap-2">
        <Segmented<View>
          label={t("view")}
          value={view}
          onChange={setView}
          options={[
            { value: "queue", label: t("queue", { count: access.data?.open ?? 0 }), disabled: !isReady },
            { value: "figures", label: t("figures"), disabled: !isReady },
          ]}
        />
        <ReviewActions isAdmin={isAdmin} />
      </div>
      {access.data ? (
        view === "queue" ? (
          <ReviewQueue isAdmin={isAdmin} />
        ) : (
          <ReviewFigures />
        )
      ) : (
        <Skeleton className="h-96" />
      )}
    </div>
  )
}
