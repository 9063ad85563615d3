"use client"

import { useTranslations } from "use-intl"
import { ScreeningNote } from "#components/compliance/screening-note"
import { useErrorText } from "#components/shell/error-text"
import { Button } from "#components/ui/button"
import { ErrorCard } from "#components/ui/error-card"
import type { Column } from "#lib/client/workspace"
import { CancelReceipt } from "./cancel-receipt"
import { useKeptText } from "./kept-text"
import {
  useFault,
  useIsComparison,
  useIsImage,
  usePlayground,
  useRun,
  useWorkspace,
} from "./playground-context"
import { RaiseLimit } from "./raise-limit"
import { RunFault } from "./run-fault"
import type { ColumnPhase } from "./use-column-state"
import { useRunActions } from "./use-run-actions"

/** How a run ended, where that needs a word and a next step, and what the word filter did with it. */
export function RunEnding(props: { column: Column; phase: ColumnPhase }) {
  const screening = useRun(props.column.id, (state) => state.screening)
  // A run that was blocked says so on its card.
  const isNoted = screening !== undefined && screening.action !== "block"
  return (
    <>
      <Ending {...props} />
      {isNoted ? <ScreeningNote screening={screening} className="mt-3" /> : null}
    </>
  )
}

function Ending({ column, phase }: { column: Column; phase: ColumnPhase }) {
  const t = useTranslations("run")
  const output = useTranslations("output")
  const { run } = useRunActions()
  const { mayRun } = usePlayground()
  const error = useRun(column.id, (state) => state.error)
  const fault = useFault(column.id)
  const isEmpty =
    useRun(column.id, (state) => state.text === "" && state.tool === "" && !state.images?.length) ?? true
  const errorText = useErrorText()
  const isImage = useIsImage()
  const isComparison = useIsComparison()
  const isBlind = useWorkspace(({ view }) => view.blind !== undefined)
  const outputTokens = useRun(column.id, (state) => state.usage?.outputTokens)
  const kept = useKeptText(column.id)
  const again = mayRun ? (
    <Button size="sm" onClick={() => run([column.id])}>
      {t("again")}
    </Button>
  ) : null

  if (phase === "refused" && fault?.kind === "refused")
    return <RunFault column={column} error={fault.error} />
  // A stop that has a reason was not a person's: the cost ceiling kept the run back, which is no fault.
  if (phase === "stopped" && error) return <p className="text-ink-2 text-sm">{errorText(error).title}</p>
  if (phase === "failed" && error) return <RunFault column={column} error={error} />
  if (phase === "done")
    return isEmpty ? <p className="text-ink-3 text-sm">{output(isImage ? "noPicture" : "nothing")}</p> : null
  if (phase === "stopped") return <CancelReceipt column={column} />
  // How long an answer may be is one of the settings that nobody is to see.
  if (phase === "limit" && isBlind) return null
  if (phase === "limit")
    return (
      <ErrorCard
        quiet
        compact={isComparison}
        tone="warn"
        title={t("states.limit.title")}
        hint={
          outputTokens === undefined
            ? t("states.limit.hintPlain")
            : t("states.limit.hint", { tokens: outputTokens })
        }
        actions={
          <>
            <RaiseLimit column={column} />
            {again}
          </>
        }
        className="mt-4 max-w-measure"
      />
    )
  if (phase === "blocked" && error)
    return <ErrorCard quiet compact={isComparison} {...errorText(error)} className="mt-4 max-w-measure" />
  if (
    phase === "cut" ||
    phase === "filtered" ||
    phase === "interrupted" ||
    phase === "blocked" ||
    phase === "gone"
  )
    return (
      <ErrorCard
        quiet
        compact={isComparison}
        tone={phase === "blocked" ? "error" : "warn"}
        title={t(`states.${phase}.title`)}
        hint={[t(`states.${phase}.hint`), phase === "interrupted" ? kept : undefined]
          .filter(Boolean)
          .join(" ")}
        actions={again}
        className="mt-4 max-w-measure"
      />
    )
  return null
}
