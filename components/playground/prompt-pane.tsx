"use client"

import { lazy, Suspense } from "react"
import { useTranslations } from "use-intl"
import { classNames } from "#components/ui/class-names"
import { Segmented } from "#components/ui/segmented"
import { loadEventStream } from "#lib/client/lazy-stream"
import { setMode } from "#lib/client/workspace-edits"
import { ChatEditor } from "./chat-editor"
import { ChecksSection } from "./checks-section"
import { Examples } from "./examples"
import { ImagePrompt } from "./lazy-images"
import { useEdit, usePlayground, useWorkspace } from "./playground-context"
import { RequestSection } from "./request-section"
import { loadRunReport } from "./run-report"
import { VariablesSection } from "./variables-section"

const RawEditor = lazy(() => import("./raw-editor").then((module) => ({ default: module.RawEditor })))

/** What a run needs is on its way while the prompt is still being written. */
function loadRunCode() {
  void loadEventStream()
  void import("./output-text")
  void import("./markdown").then(({ loadMarkdown }) => loadMarkdown())
  void loadRunReport()
}

/** What is sent: raw text, a system message and the messages of a chat, or what a picture is to be of. */
export function PromptPane() {
  const t = useTranslations("playground")
  const edit = useEdit()
  const { kind, keeper, returning } = usePlayground()
  const mode = useWorkspace((workspace) => workspace.mode)
  const isOpen = useWorkspace(({ view }) => view.promptOpen)
  const showsExamples = useIsBlank() && (keeper !== undefined || !returning)
  const isImage = kind === "image"
  return (
    <section
      aria-label={t("promptPane")}
      onFocus={loadRunCode}
      className={classNames(
        "order-1 flex min-w-0 flex-col bg-surface lg:col-start-1 lg:row-start-1 lg:min-h-0 lg:overflow-y-auto lg:border-r",
        isOpen ? null : "lg:hidden",
      )}
    >
      {isImage ? (
        <Suspense fallback={<div className="min-h-80 shrink-0" />}>
          <ImagePrompt />
        </Suspense>
      ) : (
        <>
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
          {mode === "chat" ? (
            <ChatEditor />
          ) : (
            <Suspense fallback={<div className="min-h-64 shrink-0" />}>
              <RawEditor />
            </Suspense>
          )}
        </>
      )}
      <VariablesSection />
      {isImage ? null : (
        <>
          <RequestSection />
          <ChecksSection />
        </>
      )}
      {showsExamples ? <Examples /> : null}
    </section>
  )
}

/** Nothing was written, and nothing has been run. */
function useIsBlank(): boolean {
  return useWorkspace(
    ({ promptText, turns, columns }) =>
      promptText === "" &&
      turns.every(({ text }) => text === "") &&
      columns.every(({ results }) => Object.keys(results).length === 0),
  )
}
