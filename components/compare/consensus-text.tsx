"use client"

import { memo } from "react"
import { useTranslations } from "use-intl"
import { Skeleton } from "#components/ui/skeleton"
import { VisuallyHidden } from "#components/ui/visually-hidden"
import type { ConsensusSentence } from "#lib/client/compare/consensus"

const looks = {
  all: "text-ink-3",
  some: "text-ink",
  only: "box-decoration-clone border-accent-strong border-l-2 bg-accent-soft pl-1 text-ink",
}

export interface ConsensusTextProps {
  /** Of one answer; undefined while they are computed. */
  sentences: ConsensusSentence[] | undefined
  /** How many answers are compared. */
  total: number
  /** The columns' names by place: a sentence that several share says which. */
  names?: string[]
  /** Which of them this one is. */
  index?: number
  /** It could not be computed. */
  failed?: boolean
}

/** What all answers say in quiet grey, what several say as it is, and what only this one says with a bar. */
export const ConsensusText = memo(function ConsensusText({
  sentences,
  total,
  names,
  index,
  failed,
}: ConsensusTextProps) {
  const t = useTranslations("compare.consensus")
  const diff = useTranslations("compare.diff")
  if (total < 2) return <p className="text-ink-2 text-sm">{t("tooFew")}</p>
  if (failed) return <p className="text-error text-sm">{diff("failed")}</p>
  if (!sentences) return <Skeleton className="h-4 w-2/3" />
  if (sentences.length === 0) return <p className="text-ink-2 text-sm">{t("empty")}</p>
  const kinds = sentences.map((sentence) => kindOf(sentence, total))
  const count = (kind: keyof typeof looks) => kinds.filter((other) => other === kind).length
  const others = (places: number[]) =>
    places.flatMap((place) => (place === index ? [] : (names?.[place] ?? []))).join(", ")
  return (
    <div className="relative max-w-measure">
      <p className="mb-1 flex flex-wrap gap-x-3 gap-y-1 text-xs">
        <span className={looks.all}>{t("all")}</span>
        {total > 2 ? <span className={looks.some}>{t("some")}</span> : null}
        <span className={looks.only}>{t("only")}</span>
      </p>
      <p className="figures mb-3 text-ink-2 text-xs">
        {t("summary", { shared: count("all"), total: sentences.length, own: count("only") })}
      </p>
      <div className="whitespace-pre-wrap break-words text-read">
        {sentences.map((sentence, place) => {
          const kind = kinds[place] ?? "some"
          const [, before = "", said = "", after = ""] = /^(\s*)([\s\S]*?)(\s*)$/.exec(sentence.text) ?? []
          const title =
            kind === "only"
              ? t("only")
              : kind === "some" && names
                ? t("sharedBy", { names: others(sentence.in) })
                : undefined
          return (
            // biome-ignore lint/suspicious/noArrayIndexKey: sentences have no other name, and change all at once.
            <span key={place}>
              {before}
              <span className={looks[kind]} title={title}>
                {kind === "only" ? <VisuallyHidden>{t("onlyStart")}</VisuallyHidden> : null}
                {said}
              </span>
              {after}
            </span>
          )
        })}
      </div>
    </div>
  )
})

function kindOf({ in: places }: ConsensusSentence, total: number): keyof typeof looks {
  if (places.length >= total) return "all"
  return places.length <= 1 ? "only" : "some"
}
