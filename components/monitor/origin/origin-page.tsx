"use client"

import { type FormEvent, useRef, useState } from "react"
import { useTranslations } from "use-intl"
import { useMounted } from "#components/monitor/use-mounted"
import { useErrorText } from "#components/shell/error-text"
import { Button } from "#components/ui/button"
import { classNames } from "#components/ui/class-names"
import { ErrorCard } from "#components/ui/error-card"
import { TextArea } from "#components/ui/text-area"
import { useFileDrop } from "#components/variables/use-file-drop"
import { faultOf } from "#lib/client/api/fault-of"
import { useLookUpOrigin } from "#lib/client/api/origin"
import { canHash, isHash, maxFileBytes, questionOfFile, questionOfText } from "#lib/client/origin-hashes"
import type { OriginQuestion } from "#lib/domain/origin"
import { OriginAnswerView } from "./origin-answer"

/** "Did this come from us?": hashes are computed here, so that what is asked about need not leave the browser. */
export function OriginPage() {
  const t = useTranslations("operations.origin")
  const errorText = useErrorText()
  const [text, setText] = useState("")
  const [problem, setProblem] = useState<"insecure" | "large" | "unreadable">()
  const [fileName, setFileName] = useState<string>()
  const fileInput = useRef<HTMLInputElement>(null)
  const lookUp = useLookUpOrigin()
  const isReady = useMounted()

  const ask = async (question: () => Promise<OriginQuestion>, needsHash: boolean) => {
    setProblem(undefined)
    lookUp.reset()
    if (needsHash && !canHash()) return setProblem("insecure")
    try {
      lookUp.mutate(await question())
    } catch {
      setProblem("unreadable")
    }
  }
  const askText = (event: FormEvent) => {
    event.preventDefault()
    setFileName(undefined)
    if (text.trim() !== "") void ask(() => questionOfText(text), !isHash(text.trim().toLowerCase()))
  }
  const askFile = (file: File) => {
    setFileName(file.name)
    if (file.size > maxFileBytes) {
      lookUp.reset()
      return setProblem("large")
    }
    void ask(() => questionOfFile(file), true)
  }
  const drop = useFileDrop(askFile)

  return (
    <div className="flex flex-col gap-6">
      <header>
        <h1 className="text-xl">{t("title")}</h1>
        <p className="mt-1 max-w-measure text-pretty text-ink-2 text-sm">{t("lead")}</p>
      </header>
      <div
        {...drop.handlers}
        className={classNames(
          "max-w-3xl rounded",
          drop.isOver && "outline-2 outline-accent-strong outline-dashed outline-offset-4",
        )}
      >
        <form onSubmit={askText} className="flex flex-col gap-3">
          <label htmlFor="origin-text" className="font-medium text-sm">
            {t("text")}
          </label>
          <TextArea
            id="origin-text"
            autoGrow
            rows={5}
            value={text}
            onChange={(event) => setText(event.target.value)}
            aria-describedby="origin-privacy"
            className="max-h-80"
          />
          <div className="flex flex-wrap items-center gap-2">
            <Button
              type="submit"
              variant="primary"
              busy={lookUp.isPending}
              disabled={!isReady || text.trim() === ""}
            >
              {t("lookUp")}
            </Button>
            <Button disabled={!isReady} onClick={() => fileInput.current?.click()}>
              {t("file")}
            </Button>
            <input
              ref={fileInput}
              type="file"
              aria-label={t("file")}
              className="sr-only"
              tabIndex={-1}
              onChange={({ target }) => {
                if (target.files?.[0]) askFile(target.files[0])
                target.value = ""
              }}
            />
            <span className="text-ink-2 text-xs">{t("drop")}</span>
          </div>
          <p id="origin-privacy" className="max-w-measure text-pretty text-ink-2 text-xs">
            {t("privacy")}
          </p>
        </form>
      </div>
      {problem ? (
        <ErrorCard title={t(`problem.${problem}.title`)} hint={t(`problem.${problem}.hint`)} />
      ) : null}
      {lookUp.error ? <ErrorCard {...errorText(faultOf(lookUp.error))} /> : null}
      {lookUp.data ? <OriginAnswerView answer={lookUp.data} fileName={fileName} /> : null}
    </div>
  )
}
