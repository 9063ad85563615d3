"use client"

import { useQueries } from "@tanstack/react-query"
import { useMemo } from "react"
import { ChecksEditor, type ServerCheckProblem } from "#components/checks/checks-editor"
import { judgementsQuery } from "#lib/client/api/batch"
import { checkKey } from "#lib/client/check-key"
import { tallyChecks } from "#lib/client/checks"
import type { Judgement } from "#lib/domain/judgement"
import { useEdit, useWorkspace } from "./playground-context"
import { useEndedRuns } from "./use-progress"
import { useAllResults } from "./use-recheck"

/** The workspace's checks, with how often each passed. */
export function ChecksPanel({ problems }: { problems: ServerCheckProblem[] }) {
  const edit = useEdit()
  const checks = useWorkspace((workspace) => workspace.checks)
  const results = useAllResults()
  const runs = useEndedRuns(useMemo(() => results.map(({ runId }) => runId), [results]))
  const batchIds = useMemo(() => [...new Set(results.map(({ batchId }) => batchId))], [results])
  const judgements = useQueries({
    queries: batchIds.map((batchId) => judgementsQuery(batchId)),
    combine: (answers) => Object.assign({}, ...answers.map(({ data }) => data)) as Record<string, Judgement>,
  })
  const tallies = useMemo(() => {
    const byKey = tallyChecks(runs.map((run) => run && (judgements[run.runId]?.checks ?? run.checks)))
    return Object.fromEntries(
      checks.flatMap((check) => {
        const tally = byKey[checkKey(check)]
        return tally ? [[check.id, tally]] : []
      }),
    )
  }, [checks, runs, judgements])
  return (
    <ChecksEditor
      checks={checks}
      problems={problems}
      results={tallies}
      onChange={(next) => edit(() => ({ checks: next }))}
    />
  )
}
