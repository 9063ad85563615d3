"use client"

import { useTranslations } from "use-intl"
import { TextArea } from "#components/ui/text-area"
import { setPromptText } from "#lib/client/workspace-edits"
import { useEdit, useWorkspace } from "./playground-context"

/** The prompt as one text that the model continues. */
export function RawEditor() {
  const t = useTranslations("playground")
  const edit = useEdit()
  const text = useWorkspace(({ promptText }) => promptText)
  return (
    <div className="flex flex-col px-4 pb-4">
      <span aria-hidden className="mb-1 font-medium text-ink-2 text-xs">
        {t("prompt")}
      </span>
      <TextArea
        aria-label={t("prompt")}
        placeholder={t("promptPlaceholder.completion")}
        value={text}
        onChange={(event) => edit(setPromptText(event.target.value))}
        autoGrow
        className="block min-h-56"
      />
    </div>
  )
}
