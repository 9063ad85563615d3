"use client"

import { FileUp } from "lucide-react"
import { useId, useRef, useState } from "react"
import { useTranslations } from "use-intl"
import { Button } from "#components/ui/button"
import { classNames } from "#components/ui/class-names"
import { ErrorCard } from "#components/ui/error-card"
import { TextArea } from "#components/ui/text-area"
import { useFileDrop } from "#components/variables/use-file-drop"
import { decodeText } from "#lib/client/decode-text"
import type { FoundImport, ImportProblem } from "#lib/client/presets/import/import-result"
import { maxImportBytes, readImport } from "#lib/client/presets/import/read-import"
import { useImportProblemText } from "./import-notes"

interface ImportSourceProps {
  text: string
  onText: (text: string) => void
  onFound: (found: FoundImport) => void
}

type Refused = ImportProblem | { kind: "unreadable" }

/** A file to choose or to drop, or a text to paste; what it is shows in its content, not in its name. */
export function ImportSource({ text, onText, onFound }: ImportSourceProps) {
  const t = useTranslations("presets.import")
  const problemText = useImportProblemText()
  const id = useId()
  const input = useRef<HTMLInputElement>(null)
  const [refused, setRefused] = useState<{ problem: Refused; file?: string }>()

  const take = (given: string, file?: string) => {
    const reading = readImport(given)
    if ("found" in reading) onFound(reading.found)
    else setRefused({ problem: reading.problem, file })
  }
  const takeFile = async (file: File) => {
    if (file.size > maxImportBytes) {
      const megabytes = maxImportBytes / (1024 * 1024)
      return setRefused({ problem: { kind: "too_large", megabytes }, file: file.name })
    }
    const bytes = await file.arrayBuffer().catch(() => undefined)
    const decoded = bytes && decodeText(new Uint8Array(bytes))
    if (decoded?.ok) take(decoded.text, file.name)
    else setRefused({ problem: { kind: "unreadable" }, file: file.name })
  }
  const { isOver, handlers } = useFileDrop(takeFile)
  return (
    <div {...handlers} className="flex flex-col gap-4">
      <p className="text-pretty text-ink-2 text-sm">{t("lead")}</p>
      <div
        className={classNames(
          "flex flex-col items-center gap-2 rounded border border-dashed px-3 py-6 text-center",
          isOver ? "border-accent-strong bg-accent-soft" : "border-line-control",
        )}
      >
        <p className="text-ink-2 text-sm">{t("drop")}</p>
        <Button onClick={() => input.current?.click()}>
          <FileUp aria-hidden size={14} />
          {t("choose")}
        </Button>
        <input
          ref={input}
          type="file"
          accept=".json,.jsonl,.txt,.sh,application/json,text/plain"
          aria-label={t("choose")}
          tabIndex={-1}
          className="hidden"
          onChange={(event) => {
            const file = event.target.files?.[0]
            // So that the same file can be chosen again once it has been put right.
            event.target.value = ""
            if (file) void takeFile(file)
          }}
        />
      </div>
      <div className="flex flex-col gap-1">
        <label htmlFor={id} className="text-sm">
          {t("paste")}
        </label>
        <TextArea
          id={id}
          data-autofocus
          rows={7}
          spellCheck={false}
          placeholder={t("example")}
          value={text}
          onChange={(event) => onText(event.target.value)}
          className="max-h-80 font-mono text-xs"
        />
      </div>
      {refused ? (
        <ErrorCard
          title={refused.file === undefined ? t("refused") : t("refusedFile", { file: refused.file })}
          hint={problemText(refused.problem)}
        />
      ) : null}
      <Button
        variant="primary"
        className="self-end"
        aria-disabled={text.trim() === ""}
        onClick={() => (text.trim() === "" ? undefined : take(text))}
      >
        {t("read")}
      </Button>
    </div>
  )
}
