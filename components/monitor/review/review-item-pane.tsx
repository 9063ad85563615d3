"use client"

import { useQuery } from "@tanstack/react-query"
import { ArrowDown, ArrowUp } from "lucide-react"
import { useTranslations } from "use-intl"
import { useFigureText } from "#components/history/figure-text"
import { useErrorText } from "#components/shell/error-text"
import { EmptyState } from "#components/ui/empty-state"
import { ErrorCard } from "#components/ui/error-card"
import { IconButton } from "#components/ui/icon-button"
import { Skeleton } from "#components/ui/skeleton"
import { faultOf } from "#lib/client/api/fault-of"
import { reviewItemQuery } from "#lib/client/api/review"
import { ReviewContent } from "./review-content"
import { FlaggedMark, VerdictMark } from "./review-line"
import { ReviewMarking } from "./review-marking"
import { useReviewKeys } from "./use-review-keys"

interface PaneProps {
  id: string
  onStep: (by: number) => void
  onMarked: (id: string) => void
  onBack: (id: string) => void
}

/** One item: what was asked, what came, and what to say about it. */
export function ReviewItemPane({ id, onStep, onMarked, onBack }: PaneProps) {
  const t = useTranslations("operations.review")
  const common = useTranslations("common")
  const errorText = useErrorText()
  const { moment } = useFigureText()
  const detail = useQuery(reviewItemQuery(id))
  useReviewKeys({ j: () => onStep(1), k: () => onStep(-1) })
  if (detail.isPending)
    return (
      <div role="status" aria-label={common("loading")} className="flex flex-col gap-3">
        <Skeleton className="h-8" />
        <Skeleton className="h-64" />
      </div>
    )
  if (detail.isError) return <ErrorCard {...errorText(faultOf(detail.error))} />
  const { item, content } = detail.data
  return (
    <article aria-label={t("item")} className="flex min-w-0 flex-col">
      <header className="flex flex-wrap items-center justify-between gap-2 border-b pb-2">
        <div className="flex min-w-0 flex-wrap items-center gap-x-3 gap-y-1 text-ink-2 text-xs">
          <VerdictMark verdict={item.verdict} />
          {item.flagged ? <FlaggedMark /> : null}
          <span className="break-all">{item.model}</span>
          {item.endedAt === null ? null : <span>{moment(item.endedAt)}</span>}
          <span>{t("period", { id: item.periodId.startsWith("now-") ? t("onDemand") : item.periodId })}</span>
          {item.reviewer && item.reviewedAt !== null ? (
            <span>
              {t("by", { who: item.reviewer.name ?? item.reviewer.id, at: moment(item.reviewedAt) })}
            </span>
          ) : null}
        </div>
        <div className="flex gap-1">
          <IconButton label={t("previous")} shortcut="K" size="sm" onClick={() => onStep(-1)}>
            <ArrowUp aria-hidden size={16} />
          </IconButton>
          <IconButton label={t("next")} shortcut="J" size="sm" onClick={() => onStep(1)}>
            <ArrowDown aria-hidden size={16} />
          </IconButton>
        </div>
      </header>
      <ReviewMarking item={item} onMarked={onMarked} onBack={onBack} />
      {content ? (
        <ReviewContent id={id} content={content} />
      ) : (
        <EmptyState title={t("gone.title")}>{t("gone.hint")}</EmptyState>
      )}
    </article>
  )
}
