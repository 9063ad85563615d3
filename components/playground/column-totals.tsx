"use client"

import { useQueries } from "@tanstack/react-query"
import { useMemo } from "react"
import { useTranslations } from "use-intl"
import { useFigureText } from "#components/history/figure-text"
import { judgementsQuery } from "#lib/client/api/batch"
import { keyedChecks } from "#lib/client/check-key"
import { tallyOutput } from "#lib/client/checks"
import { type Column, cellKey } from "#lib/client/workspace"
import type { Judgement } from "#lib/domain/judgement"
import { useWorkspace } from "./playground-context"
import { sumOf, useEndedRuns } from "./use-progress"
import { useRows } from "./use-rows"

/** What came of all rows of a column together. */
export function ColumnTotals({ column }: { column: Column }) {
  const t = useTranslations("columns.table")
  const figures = useFigureText()
  const asked = useWorkspace((workspace) => workspace.checks)
  const checks = useMemo(() => keyedChecks(asked), [asked])
  const rows = useRows()
  const results = useMemo(
    () =>
      rows.flatMap(({ id }) =>
        Array.from({ length: column.samples }, (_, sample) => column.results[cellKey(id, sample)]).filter(
          (result) => result !== undefined,
        ),
      ),
    [rows, column],
  )
  const runs = useEndedRuns(useMemo(() => results.map(({ runId }) => runId), [results]))
  const batchIds = useMemo(() => [...new Set(results.map(({ batchId }) => batchId))], [results])
  const judgements = useQueries({
    queries: batchIds.map((batchId) => ({ ...judgementsQuery(batchId), enabled: checks.length > 0 })),
    combine: (answers) => Object.assign({}, ...answers.map(({ data }) => data)) as Record<string, Judgement>,
  })
  const ended = runs.filter((run) => run !== undefined)
  const isBlind = useWorkspace(({ view }) => view.blind !== undefined)
  if (results.length === 0 || isBlind) return null
  const failed = ended.filter(({ status }) => status === "failed" || status === "interrupted").length
  const checked = ended.flatMap((run) => {
    const outcome = judgements[run.runId]?.checks ?? run.checks
    return checks.length > 0 && outcome ? [tallyOutput(checks, outcome)] : []
  })
  const passed = checked.filter((tally) => tally.passed === tally.total).length
  const cost = sumOf(ended.map((run) => run.cost))
  const parts = [
    t("done", { done: ended.length, count: results.length }),
    checked.length > 0 ? t("passed", { passed }) : undefined,
    checked.length > passed ? t("checksFailed", { count: checked.length - passed }) : undefined,
    failed > 0 ? t("failed", { failed }) : undefined,
    cost === undefined ? undefined : figures.cost(cost),
  ].filter((part) => part !== undefined)
  return <span className="figures">{parts.join(" · ")}</span>
}
