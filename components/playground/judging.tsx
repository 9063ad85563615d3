"use client"

import { useMemo } from "react"
import { CheckResults } from "#components/checks/check-results"
import { JudgeBar } from "#components/judging/judge-bar"
import { JudgeMark } from "#components/judging/judge-mark"
import { keyedChecks } from "#lib/client/check-key"
import type { Column, ColumnResult } from "#lib/client/workspace"
import { usePlayground, useRun, useWorkspace } from "./playground-context"
import { useJudgement, useJudging } from "./use-judgement"

interface JudgingProps {
  column: Column
  name: string
  result: ColumnResult
  /** Judging is switched on: stars, note and winner can be given. */
  showsBar: boolean
}

/** What a person thinks of an output, and how its checks went. */
export function Judging({ column, name, result, showsBar }: JudgingProps) {
  const { mayRun } = usePlayground()
  const asked = useWorkspace((workspace) => workspace.checks)
  const checks = useMemo(() => keyedChecks(asked), [asked])
  const hasEnded = useRun(column.id, ({ finishedAt }) => finishedAt !== undefined) ?? false
  const firstChecks = useRun(column.id, (run) => run.checks)
  const judgement = useJudgement(result, hasEnded)
  const { rate, note, crown } = useJudging(column.id, result)
  if (!hasEnded) return null
  const results = judgement?.checks ?? firstChecks
  return (
    <div className="flex min-h-9 shrink-0 flex-wrap items-center gap-x-3 border-t px-4 text-xs">
      {showsBar ? (
        <JudgeBar
          name={name}
          judgement={judgement}
          disabled={!mayRun}
          onRate={rate}
          onNote={note}
          onWinner={crown}
        />
      ) : (
        <JudgeMark judgement={judgement} />
      )}
      {checks.length > 0 ? <CheckResults checks={checks} results={results} /> : null}
    </div>
  )
}
