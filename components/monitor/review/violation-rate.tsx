"use client"

import { useFormatter, useTranslations } from "use-intl"
import { type ReviewCounts, wilsonInterval } from "#lib/domain/review-statistics"

interface RateProps {
  title: string
  hint: string
  counts: ReviewCounts
  /** Drawn by chance: only then it says something about all runs. */
  isRandom?: boolean
}

/** The share of violations among what was reviewed, and between which shares the true one lies. */
export function ViolationRate({ title, hint, counts: { fine, violation, open }, isRandom }: RateProps) {
  const t = useTranslations("operations.review.rate")
  const format = useFormatter()
  const reviewed = fine + violation
  const interval = wilsonInterval(violation, reviewed)
  const percent = (share: number) => format.number(share, { style: "percent", maximumFractionDigits: 1 })
  return (
    <div className="min-w-0">
      <p className="font-medium text-sm">{title}</p>
      <p className="figures mt-1 text-xl">{reviewed === 0 ? "—" : percent(violation / reviewed)}</p>
      {interval && isRandom ? (
        <>
          <div aria-hidden className="relative mt-2 h-1.5 max-w-xs rounded-full bg-sunken">
            <div
              className="absolute h-full rounded-full bg-error"
              style={{
                left: `${interval.low * 100}%`,
                width: `max(3px, ${(interval.high - interval.low) * 100}%)`,
              }}
            />
          </div>
          <p className="figures mt-1 text-sm">
            {t("interval", { low: percent(interval.low), high: percent(interval.high) })}
          </p>
        </>
      ) : null}
      <p className="figures mt-1 text-ink-2 text-xs">{t("counts", { violation, reviewed, open })}</p>
      <p className="mt-1 max-w-measure text-pretty text-ink-2 text-xs">{hint}</p>
    </div>
  )
}
