"use client"

import { TriangleAlert } from "lucide-react"
import { useFormatter, useTranslations } from "use-intl"
import { useFigureText } from "#components/history/figure-text"
import { VisuallyHidden } from "#components/ui/visually-hidden"
import type { BatchEstimate } from "#lib/client/compare/estimate-batch"

/** What a batch will ask for, before it does: "24 requests · about 3.1K tokens in, up to 12K out · $0.002–$0.031". */
export function EstimateLine({ estimate, ceiling }: { estimate: BatchEstimate; ceiling?: number }) {
  const t = useTranslations("compare.estimate")
  const format = useFormatter()
  const figures = useFigureText()
  const { requests, fromCache, images, inputTokens, outputTokens, cost } = estimate
  const short = (value: number) => format.number(value, { notation: "compact", maximumFractionDigits: 1 })
  const output =
    outputTokens === undefined ? t("outputUnknown") : t("output", { tokens: short(outputTokens) })
  const stops = ceiling !== undefined && (cost?.high === undefined || cost.high > ceiling)
  const costText = ({ low, high }: NonNullable<BatchEstimate["cost"]>): string => {
    const [least, most] = [figures.cost(low), high === undefined ? undefined : figures.cost(high)]
    if (most === undefined) return t("costFrom", { low: least })
    // "free–$0.03" reads as a choice; nothing at all is an amount here.
    return most === least ? most : t("cost", { low: low === 0 ? "$0" : least, high: most })
  }
  return (
    <p className="figures flex flex-wrap items-center gap-x-1.5 text-ink-2 text-xs">
      <VisuallyHidden>{t("label")}</VisuallyHidden>
      <span>{t("requests", { count: requests })}</span>
      <span aria-hidden>·</span>
      {fromCache === undefined ? null : (
        <>
          <span>{t("fromCache", { count: fromCache })}</span>
          <span aria-hidden>·</span>
        </>
      )}
      <span>
        {images === undefined
          ? `${t("input", { tokens: short(inputTokens) })}${t("separator")}${output}`
          : t("images", { count: images })}
      </span>
      <span aria-hidden>·</span>
      <span>{cost ? costText(cost) : t("costUnknown")}</span>
      {stops ? (
        <>
          <span aria-hidden>·</span>
          <span className="inline-flex items-center gap-1 text-warn">
            <TriangleAlert aria-hidden size={12} />
            {t("ceiling", { ceiling: figures.cost(ceiling) })}
          </span>
        </>
      ) : null}
    </p>
  )
}
