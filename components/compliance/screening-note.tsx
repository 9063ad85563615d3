"use client"

import { ShieldAlert } from "lucide-react"
import { useTranslations } from "use-intl"
import { classNames } from "#components/ui/class-names"
import type { Screening } from "#lib/domain/screening-schema"

/** What the word filter did with a run, in one line: "Masked by the word filter: 2 places in the answer (privacy)". */
export function ScreeningNote({ screening, className }: { screening: Screening; className?: string }) {
  const t = useTranslations("run")
  const { action, places, categories, channels } = screening
  const inPrompt = channels.includes("prompt")
  const inAnswer = channels.some((channel) => channel !== "prompt")
  return (
    <p className={classNames("flex gap-1.5 text-pretty text-ink-2 text-xs", className)}>
      <ShieldAlert aria-hidden size={14} className="mt-px shrink-0 text-warn" />
      {t(`screening.${action}`, {
        places,
        where: inPrompt && inAnswer ? "both" : inPrompt ? "prompt" : "answer",
        categories: categories.join(", "),
      })}
    </p>
  )
}
