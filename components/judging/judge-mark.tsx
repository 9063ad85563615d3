"use client"

import { NotebookPen, Star, Trophy } from "lucide-react"
import { useTranslations } from "use-intl"
import { classNames } from "#components/ui/class-names"
import type { Judgement } from "#lib/domain/judgement"

export interface JudgeMarkProps {
  judgement: Pick<Judgement, "rating" | "note" | "winner"> | undefined
  className?: string
}

/** What a person thought of an output, at rest: "★ 4 · winner · note". Nothing while there is nothing. */
export function JudgeMark({ judgement, className }: JudgeMarkProps) {
  const t = useTranslations("judging")
  if (!judgement) return null
  const { rating, note, winner } = judgement
  if (rating === null && note === "" && !winner) return null
  return (
    <span className={classNames("figures inline-flex items-center gap-2 text-ink-2 text-xs", className)}>
      {rating === null ? null : (
        <span className="inline-flex items-center gap-1">
          <Star aria-hidden size={13} className="fill-accent text-accent-strong" />
          <span className="sr-only">{t("rated", { rating })}</span>
          <span aria-hidden>{rating}</span>
        </span>
      )}
      {winner ? (
        <span className="inline-flex items-center gap-1 font-medium text-accent-ink">
          <Trophy aria-hidden size={13} />
          {t("winner")}
        </span>
      ) : null}
      {note === "" ? null : (
        <span className="inline-flex items-center gap-1" title={note}>
          <NotebookPen aria-hidden size={13} />
          {t("note")}
        </span>
      )}
    </span>
  )
}
