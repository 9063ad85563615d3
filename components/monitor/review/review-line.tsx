"use client"

import { CircleCheck, CircleDashed, Flag, OctagonAlert } from "lucide-react"
import { useTranslations } from "use-intl"
import { useFigureText } from "#components/history/figure-text"
import { classNames } from "#components/ui/class-names"
import type { ReviewItem, Verdict } from "#lib/domain/review"

const looks = {
  open: { Icon: CircleDashed, color: "text-ink-3" },
  fine: { Icon: CircleCheck, color: "text-ok" },
  violation: { Icon: OctagonAlert, color: "text-error" },
}

/** What was said about an item: an icon and a word. */
export function VerdictMark({ verdict }: { verdict: Verdict }) {
  const t = useTranslations("operations.review.verdicts")
  const { Icon, color } = looks[verdict]
  return (
    <span className={classNames("inline-flex shrink-0 items-center gap-1 font-medium text-xs", color)}>
      <Icon aria-hidden size={14} />
      {t(verdict)}
    </span>
  )
}

export function FlaggedMark() {
  const t = useTranslations("operations.review")
  return (
    <span className="inline-flex shrink-0 items-center gap-1 font-medium text-warn text-xs">
      <Flag aria-hidden size={12} />
      {t("flagged")}
    </span>
  )
}

/** One line of the queue. */
export function ReviewLine(props: { item: ReviewItem; isShown: boolean; onChoose: () => void }) {
  const t = useTranslations("operations.review")
  const { moment } = useFigureText()
  const { item, isShown, onChoose } = props
  return (
    <li>
      <button
        type="button"
        aria-current={isShown}
        onClick={onChoose}
        className="flex w-full flex-col gap-0.5 px-2 py-2 text-left hover:bg-hover aria-[current=true]:bg-active"
      >
        <span className="flex w-full items-center gap-3">
          <VerdictMark verdict={item.verdict} />
          {item.flagged ? <FlaggedMark /> : null}
        </span>
        <span className="w-full truncate text-sm">{item.preview ?? t("gone.title")}</span>
        <span className="w-full truncate text-ink-2 text-xs">
          {item.model}
          {item.endedAt === null ? "" : ` · ${moment(item.endedAt)}`}
        </span>
      </button>
    </li>
  )
}
