"use client"

import { Receipt } from "lucide-react"
import { useTranslations } from "use-intl"
import { useFigureText } from "#components/history/figure-text"
import type { Column } from "#lib/client/workspace"
import { useIsImage, useRun } from "./playground-context"

/** After a stop: whether the upstream's connection was closed, how much had come, and what that costs. */
export function CancelReceipt({ column }: { column: Column }) {
  const t = useTranslations("run.receipt")
  const figures = useFigureText()
  const wasSent = useRun(column.id, (run) => run.attempts.length > 0) ?? false
  const closed = useRun(column.id, (run) => run.upstreamClosed)
  const usage = useRun(column.id, (run) => run.usage)
  const cost = useRun(column.id, (run) => run.cost)
  const pictures = useRun(column.id, (run) => run.images?.filter(({ partial }) => !partial).length) ?? 0
  const isImage = useIsImage()
  const parts = wasSent
    ? [
        t(closed === false ? "ended" : "closed"),
        isImage ? t("pictures", { count: pictures }) : t("tokens", { tokens: usage?.outputTokens ?? 0 }),
        cost === undefined
          ? t("costUnknown")
          : cost === 0
            ? figures.cost(0)
            : t("cost", { cost: figures.cost(cost) }),
      ]
    : [t("unsent")]
  return (
    <p
      role="note"
      aria-label={t("label")}
      className="figures mt-4 flex max-w-measure items-start gap-2 border-t border-dashed pt-2 text-ink-2 text-xs first:mt-0"
    >
      <Receipt aria-hidden size={14} className="mt-px shrink-0 text-ink-3" />
      {parts.join(" · ")}
    </p>
  )
}
