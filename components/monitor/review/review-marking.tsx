"use client"

import { CircleCheck, OctagonAlert, Undo2 } from "lucide-react"
import { useRef, useState } from "react"
import { useTranslations } from "use-intl"
import { useErrorText } from "#components/shell/error-text"
import { Button } from "#components/ui/button"
import { ErrorCard } from "#components/ui/error-card"
import { Kbd } from "#components/ui/kbd"
import { TextArea } from "#components/ui/text-area"
import { useToast } from "#components/ui/toast"
import { faultOf } from "#lib/client/api/fault-of"
import { useMarkItem } from "#lib/client/api/review"
import {
  type ReviewItem,
  type ReviewMark,
  type ViolationCategory,
  violationCategories,
} from "#lib/domain/review"
import { CategoryChoice } from "./category-choice"
import { useReviewKeys } from "./use-review-keys"

interface MarkingProps {
  item: ReviewItem
  onMarked: (id: string) => void
  onBack: (id: string) => void
}

/** Fine, or a violation of some kind, with a note; each mark can be taken back. */
export function ReviewMarking({ item, onMarked, onBack }: MarkingProps) {
  const t = useTranslations("operations.review")
  const common = useTranslations("common")
  const errorText = useErrorText()
  const toast = useToast()
  const note = useRef<HTMLTextAreaElement>(null)
  const [typed, setTyped] = useState(item.note)
  const [isChoosing, setChoosing] = useState(item.verdict === "violation")
  const mark = useMarkItem()

  const say = (verdict: ReviewMark["verdict"], category: ViolationCategory | null) => {
    if (mark.isPending) return
    const before: ReviewMark = { ...item, version: 0 }
    mark.mutate(
      { id: item.id, mark: { verdict, category, note: typed, version: item.version } },
      {
        onSuccess: ({ version }) => {
          const undo = () => {
            mark.mutate({ id: item.id, mark: { ...markOf(before), version } })
            onBack(item.id)
          }
          toast({
            text: t(`marked.${verdict}`),
            tone: "ok",
            action: { label: common("undo"), onAction: undo },
          })
          if (verdict !== "open") onMarked(item.id)
        },
      },
    )
  }
  useReviewKeys({
    f: () => say("fine", null),
    v: () => setChoosing(true),
    n: () => note.current?.focus(),
    ...(isChoosing
      ? Object.fromEntries(
          violationCategories.map((category, place) => [String(place + 1), () => say("violation", category)]),
        )
      : {}),
  })
  return (
    <section aria-label={t("mark")} className="flex flex-col gap-3 border-b py-3">
      <div className="flex flex-wrap items-center gap-2">
        <Button
          busy={mark.isPending}
          aria-pressed={item.verdict === "fine"}
          onClick={() => say("fine", null)}
        >
          <CircleCheck aria-hidden size={16} className="text-ok" />
          {t("fine")} <Kbd>F</Kbd>
        </Button>
        <Button
          aria-expanded={isChoosing}
          aria-pressed={item.verdict === "violation"}
          onClick={() => setChoosing(!isChoosing)}
        >
          <OctagonAlert aria-hidden size={16} className="text-error" />
          {t("violation")} <Kbd>V</Kbd>
        </Button>
        {item.verdict === "open" ? null : (
          <Button variant="ghost" onClick={() => say("open", null)}>
            <Undo2 aria-hidden size={16} />
            {t("takeBack")}
          </Button>
        )}
      </div>
      {isChoosing ? (
        <CategoryChoice chosen={item.category} onChoose={(category) => say("violation", category)} />
      ) : null}
      <div className="flex max-w-measure flex-col gap-1 text-ink-2 text-xs">
        <label htmlFor="review-note">
          {t("note")} <Kbd>N</Kbd>
        </label>
        <TextArea
          ref={note}
          id="review-note"
          rows={1}
          autoGrow
          maxLength={5000}
          value={typed}
          onChange={(event) => setTyped(event.target.value)}
          onKeyDown={(event) => event.key === "Escape" && event.currentTarget.blur()}
          className="max-h-40"
        />
        <span>{t("noteHint")}</span>
      </div>
      {item.verdict !== "open" && typed !== item.note ? (
        <div>
          <Button size="sm" onClick={() => say(item.verdict, item.category)}>
            {t("saveNote")}
          </Button>
        </div>
      ) : null}
      {mark.error ? <ErrorCard {...faultText(mark.error)} /> : null}
    </section>
  )

  function faultText(error: Error) {
    const fault = faultOf(error)
    if (fault.code !== "conflict") return errorText(fault)
    return {
      title: t("conflict.title", { who: String(fault.params?.by ?? t("somebody")) }),
      hint: t("conflict.hint"),
    }
  }
}

/** What an item says, as a mark. */
const markOf = ({ verdict, category, note, version }: ReviewMark): ReviewMark => ({
  verdict,
  category,
  note,
  version,
})
