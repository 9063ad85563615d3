"use client"

import { useTranslations } from "use-intl"
import { Segmented } from "#components/ui/segmented"
import { loadEventStream } from "#lib/client/lazy-stream"
import { setMode } from "#lib/client/workspace-edits"
import { ChatEditor } from "./chat-editor"
import { Examples } from "./examples"
import { loadMarkdown } from "./markdown"
import { useEdit, usePlayground, useWorkspace } from "./playground-context"
import { RawEditor } from "./raw-editor"
import { loadRunReport } from "./run-report"

/** What a run needs is on its way while the prompt is still being written. */
function loadRunCode() {
  void loadEventStream()
  void loadMarkdown()
  void loadRunReport()
}

/** What is sent: raw text, or a system message and the messages of a chat. */
export function PromptPane() {
  const t = useTranslations("playground")
  const edit = useEdit()
  const { keeper, returning } = usePlayground()
  const mode = useWorkspace((workspace) => workspace.mode)
  const isBlank = useWorkspace(
    ({ promptText, turns, columns }) =>
      promptText === "" && turns.every(({ text }) => text === "") && columns.every(({ result }) => !result),
  )
  return (
    <section
      aria-label={t("promptPane")}
      onFocus={loadRunCode}
      className="order-1 flex min-w-0 flex-col bg-surface lg:col-start-1 lg:row-start-1 lg:min-h-0 lg:overflow-y-auto lg:border-r"
    >
      <div className="flex min-h-13 shrink-0 items-center justify-between gap-2 px-4">
        <Segmented
          label={t("mode")}
          size="sm"
          value={mode}
          options={[
            { value: "chat", label: t("modes.chat") },
            { value: "completion", label: t("modes.completion") },
          ]}
          onChange={(next) => edit(setMode(next))}
        />
      </div>
      {mode === "chat" ? <ChatEditor /> : <RawEditor />}
      {isBlank && (keeper || !returning) ? <Examples /> : null}
    </section>
  )
}
