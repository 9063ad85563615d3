"use client"

import { ChevronRight } from "lucide-react"
import { useState } from "react"
import { useTranslations } from "use-intl"
import { classNames } from "#components/ui/class-names"
import { PlainText } from "./plain-text"
import { useRun } from "./playground-context"

/** What the model thought before it answered: folded, apart from the answer. */
export function Reasoning({ columnId }: { columnId: string }) {
  const t = useTranslations("output")
  const [isOpen, setOpen] = useState(false)
  const hasAny = useRun(columnId, (run) => run.reasoning !== "") ?? false
  const isThinking = useRun(columnId, (run) => run.status === "running" && run.text === "") ?? false
  if (!hasAny) return null
  return (
    <div className="mb-4 max-w-measure border-l-2 pl-3">
      <button
        type="button"
        aria-expanded={isOpen}
        onClick={() => setOpen(!isOpen)}
        className="-ml-1 flex items-center gap-1 rounded px-1 py-0.5 text-ink-2 text-xs hover:bg-hover hover:text-ink pointer-coarse:min-h-10"
      >
        <ChevronRight
          aria-hidden
          size={14}
          className={classNames("transition-transform", isOpen ? "rotate-90" : null)}
        />
        {t(isThinking ? "thinking" : "thoughtPlain")}
      </button>
      {isOpen ? <ReasoningText columnId={columnId} /> : null}
    </div>
  )
}

function ReasoningText({ columnId }: { columnId: string }) {
  const text = useRun(columnId, (run) => run.reasoning) ?? ""
  return (
    <div className="mt-1 text-ink-2 [&_*]:text-sm">
      <PlainText text={text} />
    </div>
  )
}
