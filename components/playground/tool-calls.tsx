"use client"

import { useMemo, useState } from "react"
import { flushSync } from "react-dom"
import { useTranslations } from "use-intl"
import { Button } from "#components/ui/button"
import { TextArea } from "#components/ui/text-area"
import { useToast } from "#components/ui/toast"
import { newId } from "#lib/client/new-id"
import { answerCalls } from "#lib/client/request-edits"
import { isFinal } from "#lib/domain/outcome"
import { readToolCalls } from "#lib/domain/tool-calls"
import { usePlayground, useRun, useWorkspace } from "./playground-context"
import { ToolCallCard } from "./tool-call-card"
import { useRunActions } from "./use-run-actions"

/** The calls that a model asks for, each with room for its answer; the answers go on as the conversation. */
export function ToolCalls({ columnId }: { columnId: string }) {
  const t = useTranslations("request.calls")
  const common = useTranslations("common")
  const toast = useToast()
  const { workspace, mayRun } = usePlayground()
  const { run } = useRunActions()
  const tool = useRun(columnId, (state) => state.tool) ?? ""
  const isOpen = useRun(columnId, (state) => !isFinal(state.status)) ?? false
  const text = useRun(columnId, (state) => state.text) ?? ""
  const reasoning = useRun(columnId, (state) => state.reasoning) ?? ""
  const isChat = useWorkspace(({ mode }) => mode === "chat")
  const calls = useMemo(() => readToolCalls(tool), [tool])
  const [answers, setAnswers] = useState<Record<string, string>>({})
  const mayAnswer = mayRun && isChat && !isOpen && calls.every(({ name }) => name !== "")

  const goOn = () => {
    const { turns, prefix } = workspace.getState()
    flushSync(() => workspace.setState(answerCalls({ text, reasoning, calls }, answers, newId)))
    run([columnId])
    toast({
      text: t("added"),
      action: { label: common("undo"), onAction: () => workspace.setState({ turns, prefix }) },
    })
  }
  return (
    <section aria-label={t("label")} className="mt-3 grid max-w-measure gap-3">
      {calls.map((call) => (
        <div key={call.id} className="grid gap-2">
          <ToolCallCard call={call} isOpen={isOpen} />
          {mayAnswer ? (
            <TextArea
              aria-label={t("answer", { name: call.name })}
              placeholder={t("answerPlaceholder")}
              value={answers[call.id] ?? ""}
              rows={2}
              onChange={(event) => setAnswers({ ...answers, [call.id]: event.target.value })}
              autoGrow
              className="block max-h-60 font-mono text-xs leading-5"
            />
          ) : null}
        </div>
      ))}
      {mayAnswer ? (
        <Button size="sm" className="justify-self-start" onClick={goOn}>
          {t("goOn")}
        </Button>
      ) : null}
    </section>
  )
}
