"use client"

import { useQueryClient } from "@tanstack/react-query"
import { flushSync } from "react-dom"
import { useTranslations } from "use-intl"
import { TokensText } from "#components/compare/tokens-text"
import { useToast } from "#components/ui/toast"
import { textBefore } from "#lib/client/compare/token-pieces"
import { cannotContinue, continueFrom } from "#lib/client/continue-from"
import { newId } from "#lib/client/new-id"
import { type Column, columnName, shownColumns } from "#lib/client/workspace"
import { maxColumns } from "#lib/domain/setup"
import { OutputText } from "./output-text"
import { usePlayground, useRun, useWorkspace } from "./playground-context"
import { useRunActions } from "./use-run-actions"
import { useTarget } from "./use-target"

/** A column's output token by token: how sure the model was, and what it might have said instead. */
export function TokensReading({ column }: { column: Column }) {
  const t = useTranslations("columns.readingStates")
  const output = useTranslations("output")
  const { workspace } = usePlayground()
  const { run } = useRunActions()
  const queries = useQueryClient()
  const toast = useToast()
  const runId = useRun(column.id, (state) => state.runId)
  const tokens = useRun(column.id, (state) => state.tokens) ?? []
  const text = useRun(column.id, (state) => state.text) ?? ""
  const thoughts = useRun(column.id, (state) => state.reasoningTokens) ?? []
  const reasoning = useRun(column.id, (state) => state.reasoning) ?? ""
  const target = useTarget(column)
  const count = useWorkspace(({ columns }) => columns.length)
  const rendering = useWorkspace(({ view }) => view.rendering)
  const isFirst = useWorkspace((state) => shownColumns(state)[0]?.id === column.id)
  const reason = cannotContinue(target, count, maxColumns)

  const goOn = async (index: number, instead: string) => {
    const before = textBefore(tokens, index)
    if (before === undefined || runId === undefined) return
    const { fetchRunDetail } = await import("#lib/client/stored-run")
    const { prompt } = (await fetchRunDetail(queries, runId)).variant
    const id = newId()
    const { columns } = workspace.getState()
    const name = t("branch", { name: columnName(columns, column.id), token: instead.trim() || "␣" })
    for (const edit of continueFrom(column.id, {
      sent: prompt,
      lead: column.lead,
      before,
      instead,
      newId: id,
      name,
    }))
      flushSync(() => workspace.setState(edit))
    run([id])
    document
      .querySelector(`[data-column="${CSS.escape(id)}"]`)
      ?.scrollIntoView({ inline: "nearest", block: "nearest" })
  }
  if (tokens.length === 0 && thoughts.length === 0)
    return (
      <>
        <p className="mb-3 text-ink-3 text-xs">{t("noTokens")}</p>
        <OutputText columnId={column.id} streaming={false} rendering={rendering} />
      </>
    )
  return (
    <>
      {thoughts.length === 0 ? null : (
        <details className="mb-4 border-l-2 pl-3">
          <summary className="mb-1 w-fit cursor-default rounded-sm text-ink-2 text-xs hover:text-ink pointer-coarse:min-h-10">
            {output("thoughtPlain")}
          </summary>
          <TokensText
            tokens={thoughts}
            text={reasoning}
            showsLegend={false}
            canContinue={false}
            onContinue={() => {}}
          />
        </details>
      )}
      <TokensText
        tokens={tokens}
        text={text}
        showsLegend={isFirst}
        canContinue={reason === undefined}
        reason={reason && t(`cannotContinue.${reason}`)}
        onContinue={(index, alternative) => {
          goOn(index, alternative.text).catch(() => toast({ text: t("continueFailed"), tone: "error" }))
        }}
      />
    </>
  )
}
