"use client"

import { Trophy } from "lucide-react"
import { useTranslations } from "use-intl"
import { Button } from "#components/ui/button"
import { classNames } from "#components/ui/class-names"
import type { Judgement } from "#lib/domain/judgement"
import { NoteButton } from "./note-button"
import { Stars } from "./stars"

export interface JudgeBarProps {
  /** Of what is judged, for instance "Column A": part of the controls' names. */
  name: string
  judgement: Pick<Judgement, "rating" | "note" | "winner"> | undefined
  /** Null: not rated any more. */
  onRate: (rating: number | null) => void
  onNote: (note: string) => void
  onWinner: (winner: boolean) => void
  disabled?: boolean
  className?: string
}

/** Stars, a note and the winner's mark, on one line. */
export function JudgeBar({ name, judgement, onRate, onNote, onWinner, disabled, className }: JudgeBarProps) {
  const t = useTranslations("judging")
  const isWinner = judgement?.winner ?? false
  return (
    <fieldset
      aria-label={t("judge", { name })}
      disabled={disabled}
      className={classNames("flex flex-wrap items-center gap-1", className)}
    >
      <Stars name={name} rating={judgement?.rating ?? null} onRate={onRate} />
      <NoteButton name={name} note={judgement?.note ?? ""} onNote={onNote} />
      <Button
        size="sm"
        variant="ghost"
        aria-pressed={isWinner}
        aria-label={t("markWinner", { name })}
        title={isWinner ? undefined : t("markWinner", { name })}
        onClick={() => onWinner(!isWinner)}
      >
        <Trophy aria-hidden size={14} />
        {isWinner ? t("winner") : null}
      </Button>
    </fieldset>
  )
}
