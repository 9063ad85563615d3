"use client"

import { useId } from "react"
import { useTranslations } from "use-intl"
import { TextArea } from "#components/ui/text-area"
import type { WordLines } from "#lib/client/word-lines"

/** How many of the lines that are wrong are named. */
const namedLines = 8

/** The words, one per line, and what the lines come to. */
export function WordsField(props: {
  text: string
  onChange: (text: string) => void
  lines: WordLines
  isAsked: boolean
}) {
  const { text, onChange, lines, isAsked } = props
  const t = useTranslations("operations.compliance")
  const id = useId()
  const problem =
    lines.tooLong.length > 0
      ? t("lines.tooLong", {
          lines: [
            ...lines.tooLong.slice(0, namedLines),
            ...(lines.tooLong.length > namedLines ? ["…"] : []),
          ].join(", "),
        })
      : lines.tooMany !== undefined
        ? t("lines.tooMany", { count: lines.tooMany })
        : isAsked && lines.words.length === 0
          ? t("problem.words")
          : undefined
  const facts = [
    t("lines.words", { count: lines.words.length }),
    lines.empty > 0 ? t("lines.empty", { count: lines.empty }) : "",
    lines.duplicates > 0 ? t("lines.duplicates", { count: lines.duplicates }) : "",
  ].filter(Boolean)
  return (
    <div className="flex flex-col gap-1 text-sm">
      <label htmlFor={`${id}-words`}>{t("field.words")}</label>
      <TextArea
        id={`${id}-words`}
        rows={8}
        spellCheck={false}
        value={text}
        invalid={problem !== undefined && `${id}-problem`}
        aria-describedby={`${id}-facts`}
        onChange={(event) => onChange(event.target.value)}
      />
      {problem ? (
        <p id={`${id}-problem`} role="alert" className="text-error text-xs">
          {problem}
        </p>
      ) : null}
      <p id={`${id}-facts`} className="figures text-ink-2 text-xs">
        {facts.join(" · ")}
      </p>
      <p className="text-pretty text-ink-2 text-xs">{t("wordsHint")}</p>
    </div>
  )
}
