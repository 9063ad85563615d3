"use client"

import { useQuery } from "@tanstack/react-query"
import { useState } from "react"
import { useTranslations } from "use-intl"
import { useErrorText } from "#components/shell/error-text"
import { EmptyState } from "#components/ui/empty-state"
import { ErrorCard } from "#components/ui/error-card"
import { Select } from "#components/ui/select"
import { Skeleton } from "#components/ui/skeleton"
import { faultOf } from "#lib/client/api/fault-of"
import { reviewStatisticsQuery } from "#lib/client/api/review"
import type { ViolationCategory } from "#lib/domain/review"
import { CountsTable } from "./counts-table"
import { ViolationRate } from "./violation-rate"

const spans = [30, 90, 365] as const

/** What reviews have found: how often, in what, by whom. */
export function ReviewFigures() {
  const t = useTranslations("operations.review")
  const errorText = useErrorText()
  const [days, setDays] = useState<number>(90)
  const statistics = useQuery(reviewStatisticsQuery(days))
  if (statistics.isPending) return <Skeleton className="h-96" />
  if (statistics.isError) return <ErrorCard {...errorText(faultOf(statistics.error))} />
  const { periods, random, flagged, models, reviewers, categories } = statistics.data
  return (
    <div className="flex min-w-0 flex-col gap-8">
      <div>
        <Select
          size="sm"
          aria-label={t("span")}
          value={days}
          onChange={(event) => setDays(Number(event.target.value))}
        >
          {spans.map((span) => (
            <option key={span} value={span}>
              {t("days", { count: span })}
            </option>
          ))}
        </Select>
      </div>
      {periods.length === 0 ? (
        <EmptyState title={t("empty.figures")}>{t("empty.hint")}</EmptyState>
      ) : (
        <>
          <section aria-label={t("rate.title")} className="grid gap-6 sm:grid-cols-2">
            <ViolationRate title={t("rate.random")} hint={t("rate.randomHint")} counts={random} isRandom />
            <ViolationRate title={t("rate.flagged")} hint={t("rate.flaggedHint")} counts={flagged} />
          </section>
          <CountsTable
            title={t("byPeriod")}
            rows={periods.map(({ id, runs, ...counts }) => ({
              ...counts,
              key: id,
              name: id.startsWith("now-") ? t("onDemand") : id,
              note: t("outOf", { count: runs }),
            }))}
          />
          <CountsTable title={t("byModel")} rows={models.map((row) => ({ ...row, name: row.key }))} />
          <CountsTable
            title={t("byReviewer")}
            rows={reviewers.map((row) => ({ ...row, name: row.name ?? row.key }))}
          />
          {categories.length === 0 ? null : (
            <section className="min-w-0">
              <h2 className="text-base">{t("byCategory")}</h2>
              <ul className="mt-2 divide-y border-y text-sm">
                {categories.map(({ key, count }) => (
                  <li key={key} className="flex justify-between gap-4 py-1.5">
                    {t(`categories.${key as ViolationCategory}`)}
                    <span className="figures">{count}</span>
                  </li>
                ))}
              </ul>
            </section>
          )}
        </>
      )}
    </div>
  )
}
