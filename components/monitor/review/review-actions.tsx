"use client"

import { Dices, Download, SlidersHorizontal } from "lucide-react"
import { useState } from "react"
import { useTranslations } from "use-intl"
import { useErrorText } from "#components/shell/error-text"
import { Button } from "#components/ui/button"
import { Select } from "#components/ui/select"
import { useToast } from "#components/ui/toast"
import { faultOf } from "#lib/client/api/fault-of"
import { allReviewItems, useDrawSample } from "#lib/client/api/review"
import { download } from "#lib/client/export/download"
import { ReviewPolicyDialog } from "./review-policy-dialog"

const spans = [1, 7, 30] as const

/** Draws a sample, says how they are drawn, and hands out what was found. */
export function ReviewActions({ isAdmin }: { isAdmin: boolean }) {
  const t = useTranslations("operations.review")
  const errorText = useErrorText()
  const toast = useToast()
  const [days, setDays] = useState<number>(7)
  const [isOpen, setOpen] = useState(false)
  const [isExporting, setExporting] = useState(false)
  const draw = useDrawSample()
  const complain = (error: Error) => {
    const { title, hint } = errorText(faultOf(error))
    toast({ text: `${title} ${hint}`, tone: "error" })
  }
  const exportAll = async () => {
    setExporting(true)
    try {
      const { reviewCsv } = await import("#lib/client/export/review-csv")
      download("reviews.csv", "text/csv", reviewCsv(await allReviewItems()))
    } catch (error) {
      complain(error instanceof Error ? error : new Error(String(error)))
    }
    setExporting(false)
  }
  return (
    <div className="flex flex-wrap items-center gap-2">
      {isAdmin ? (
        <>
          <Select
            size="sm"
            aria-label={t("drawFrom")}
            value={days}
            onChange={(event) => setDays(Number(event.target.value))}
          >
            {spans.map((span) => (
              <option key={span} value={span}>
                {t("days", { count: span })}
              </option>
            ))}
          </Select>
          <Button
            size="sm"
            busy={draw.isPending}
            onClick={() =>
              draw.mutate(days, {
                onSuccess: ({ sampled, runs }) =>
                  toast({ text: t(sampled === 0 ? "drawnNone" : "drawn", { sampled, runs }), tone: "ok" }),
                onError: complain,
              })
            }
          >
            <Dices aria-hidden size={14} />
            {t("draw")}
          </Button>
          <Button size="sm" onClick={() => setOpen(true)}>
            <SlidersHorizontal aria-hidden size={14} />
            {t("policy.open")}
          </Button>
        </>
      ) : null}
      <Button size="sm" variant="ghost" busy={isExporting} onClick={exportAll}>
        <Download aria-hidden size={14} />
        {t("export")}
      </Button>
      {isOpen ? <ReviewPolicyDialog onClose={() => setOpen(false)} /> : null}
    </div>
  )
}
