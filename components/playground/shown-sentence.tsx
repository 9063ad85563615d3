"use client"

import { useMemo } from "react"
import { ComparisonSentence } from "#components/compare/comparison-sentence"
import { type Outcome, summarize } from "#lib/client/compare/summarize"
import { shownRowId } from "#lib/client/workspace"
import { countWords } from "#lib/domain/count-words"
import type { RunState } from "#lib/domain/run"
import { useWorkspace } from "./playground-context"
import { useColumnNames } from "./use-column-names"
import { sumOf, useEndedRuns } from "./use-progress"
import { useIsTable } from "./use-rows"

/**
 * What sets the columns apart: fastest, cheapest, longest. A column is all samples of the row that is shown, in the table
 * all its runs: one answer alone would crown chance.
 */
export function ShownSentence() {
  const columns = useWorkspace((workspace) => workspace.columns)
  const rowId = useWorkspace(shownRowId)
  const isTable = useIsTable()
  const names = useColumnNames()
  const byColumn = useMemo(
    () =>
      columns.map(({ id, results }) => ({
        id,
        runIds: Object.entries(results).flatMap(([cell, { runId }]) =>
          isTable || cell.startsWith(`${rowId}/`) ? [runId] : [],
        ),
      })),
    [columns, rowId, isTable],
  )
  const runs = useEndedRuns(useMemo(() => byColumn.flatMap(({ runIds }) => runIds), [byColumn]))
  const summary = useMemo(() => {
    const ended = new Map(runs.flatMap((run) => (run ? [[run.runId, run] as const] : [])))
    return summarize(
      byColumn.map(({ id, runIds }) =>
        outcomeOf(
          names.get(id) ?? "",
          runIds.flatMap((runId) => ended.get(runId) ?? []),
        ),
      ),
    )
  }, [byColumn, names, runs])
  return <ComparisonSentence summary={summary} />
}

/**
 * How a column did in these runs: the mean of what succeeded, and what all of it cost. What came from the cache is not fast
 * by itself, and costs what its answer did.
 */
function outcomeOf(name: string, runs: RunState[]): Outcome {
  const succeeded = runs.filter(({ status }) => status === "succeeded")
  const mean = (values: number[]) =>
    values.length === 0 ? undefined : values.reduce((sum, value) => sum + value, 0) / values.length
  const words = mean(succeeded.filter(({ images }) => !images).map(wordsOf))
  return {
    name,
    succeeded: succeeded.length > 0,
    totalMs: mean(succeeded.flatMap(({ timing, cached }) => (cached ? [] : (timing?.totalMs ?? [])))),
    cost: sumOf(runs.map(({ cost, cached }) => (cached ? costBefore(cached) : cost))),
    words: words === undefined ? undefined : Math.round(words),
  }
}

function costBefore(cached: NonNullable<RunState["cached"]>): number | undefined {
  return typeof cached === "object" ? cached.savedCost : undefined
}

const counted = new WeakMap<RunState, number>()

/** Counted once per run: splitting a long text into words takes its time. */
function wordsOf(run: RunState): number {
  const words = counted.get(run) ?? countWords(run.text)
  counted.set(run, words)
  return words
}
