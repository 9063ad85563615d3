"use client"

import { type ReactNode, useId, useState } from "react"
import { useTranslations } from "use-intl"
import { useErrorText } from "#components/shell/error-text"
import { Button } from "#components/ui/button"
import { ErrorCard } from "#components/ui/error-card"
import { TextArea } from "#components/ui/text-area"
import { faultOf } from "#lib/client/api/fault-of"
import { useTestWords } from "#lib/client/api/word-lists"
import type { FoundWord, WordListContent, WordTestResult } from "#lib/domain/compliance/word-list-schema"

/** Tries a text on the lists at work and, inside the editor, on a draft that was not even saved. */
export function WordTest({ draft }: { draft?: { listId?: string; content?: WordListContent } }) {
  const t = useTranslations("operations.compliance")
  const errorText = useErrorText()
  const id = useId()
  const test = useTestWords()
  const [text, setText] = useState("")
  const [isEmpty, setEmpty] = useState(false)
  const tried = test.variables?.text ?? ""
  const run = () => {
    setEmpty(text.trim() === "")
    if (text.trim() !== "") test.mutate({ text, listId: draft?.listId, content: draft?.content })
  }
  return (
    <section aria-labelledby={`${id}-title`}>
      <h3 id={`${id}-title`} className="font-medium text-sm">
        {t("test.title")}
      </h3>
      <p id={`${id}-hint`} className="mt-0.5 text-ink-2 text-xs">
        {t("test.hint")}
      </p>
      <TextArea
        aria-label={t("test.label")}
        aria-describedby={`${id}-hint`}
        invalid={isEmpty && `${id}-problem`}
        rows={3}
        maxLength={100_000}
        value={text}
        onChange={(event) => setText(event.target.value)}
        className="mt-2"
      />
      {isEmpty ? (
        <p id={`${id}-problem`} role="alert" className="mt-1 text-error text-xs">
          {t("test.empty")}
        </p>
      ) : null}
      <Button size="sm" className="mt-2" busy={test.isPending} onClick={run}>
        {t("test.run")}
      </Button>
      {test.error ? <ErrorCard {...errorText(faultOf(test.error))} className="mt-2" /> : null}
      {test.data ? (
        <div role="status" className="mt-3 grid gap-4 sm:grid-cols-[repeat(auto-fit,minmax(16rem,1fr))]">
          <Result title={t("test.active")} text={tried} result={test.data.active} />
          {test.data.draft ? <Result title={t("test.draft")} text={tried} result={test.data.draft} /> : null}
        </div>
      ) : null}
    </section>
  )
}

const shown = 20

function Result({ title, text, result }: { title: string; text: string; result: WordTestResult }) {
  const t = useTranslations("operations.compliance")
  const { found, prompts, outputs } = result
  return (
    <div className="min-w-0 rounded border px-3 py-2 text-sm">
      <h4 className="font-medium text-ink-2 text-xs">{title}</h4>
      {found.length === 0 ? (
        <p className="mt-1">{t("test.none")}</p>
      ) : (
        <>
          <p className="mt-1 max-h-40 overflow-y-auto whitespace-pre-wrap break-words">
            {marked(text, found)}
          </p>
          <p className="mt-2">{t("test.prompts", { action: prompts ?? "none" })}</p>
          <p>{t("test.outputs", { action: outputs ?? "none" })}</p>
          <ul className="mt-2 text-ink-2 text-xs">
            {found.slice(0, shown).map((each) => (
              <li key={`${each.start}-${each.end}`} className="break-words">
                {t("test.found", { ...each, action: t(`actionShort.${each.action}`) })}
              </li>
            ))}
            {found.length > shown ? <li>{t("test.more", { count: found.length - shown })}</li> : null}
          </ul>
        </>
      )}
    </div>
  )
}

/** The text with what was found in it set off; of words within one another, the outer one. */
function marked(text: string, found: FoundWord[]): ReactNode[] {
  const parts: ReactNode[] = []
  let at = 0
  for (const { start, end } of found) {
    if (start < at) continue
    parts.push(
      text.slice(at, start),
      <mark key={start} className="rounded-xs bg-warn-soft font-medium text-warn underline">
        {text.slice(start, end)}
      </mark>,
    )
    at = end
  }
  return [...parts, text.slice(at)]
}
