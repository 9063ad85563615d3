"use client"

import { useQueryClient } from "@tanstack/react-query"
import { useEffect, useEffectEvent, useRef, useState } from "react"
import { useStore } from "zustand"
import { useShallow } from "zustand/react/shallow"
import type { ServerCheckProblem } from "#components/checks/checks-editor"
import { useErrorText } from "#components/shell/error-text"
import { judgementsQuery } from "#lib/client/api/batch"
import { keyedChecks } from "#lib/client/check-key"
import { checkProblem } from "#lib/client/check-problem"
import type { ColumnResult } from "#lib/client/workspace"
import type { Check } from "#lib/domain/check-schema"
import { usePlayground, useWorkspace } from "./playground-context"

/** So long after the last change, outputs are looked at again, in ms. */
const settleMs = 600
/** As many runs as one call takes. */
const portion = 1000

/** All results that the workspace holds. */
export function useAllResults(): ColumnResult[] {
  return useWorkspace(useShallow(({ columns }) => columns.flatMap(({ results }) => Object.values(results))))
}

/**
 * Looks at outputs again when the checks have changed since they were looked at, and says what the server finds wrong
 * with a check itself. Mounted as long as the playground: a change is looked at even when its section is folded at once.
 */
export function useRecheck(): ServerCheckProblem[] {
  const { controller, outputs } = usePlayground()
  const queries = useQueryClient()
  const errorText = useErrorText()
  const [problems, setProblems] = useState<ServerCheckProblem[]>([])
  const checks = useWorkspace((workspace) => workspace.checks)
  const results = useAllResults()
  const isRunning = useStore(controller.state, ({ active }) => active.size > 0)
  const asked = useRef<Check[]>(checks)

  const recheck = useEffectEvent(async (signal: AbortSignal) => {
    const sent = keyedChecks(checks)
    const runIds = results.flatMap(({ runId }) => (outputs.run(runId)?.status === "succeeded" ? [runId] : []))
    const { checkRuns } = await import("#lib/client/api/checks")
    try {
      for (let from = 0; from === 0 || from < runIds.length; from += portion)
        await checkRuns({ checks: sent, runIds: runIds.slice(from, from + portion) }, signal)
      asked.current = checks
      setProblems([])
      for (const batchId of new Set(results.map((result) => result.batchId)))
        void queries.invalidateQueries({ queryKey: judgementsQuery(batchId).queryKey })
    } catch (error) {
      if (signal.aborted) return
      setProblems(problemsOf(error, errorText))
    }
  })

  useEffect(() => {
    // What runs is looked at by the server as it ends, with the checks that were there when it began.
    if (checks === asked.current || checks.some((check) => checkProblem(check)) || isRunning) return
    const leave = new AbortController()
    const timer = setTimeout(() => void recheck(leave.signal), settleMs)
    return () => {
      clearTimeout(timer)
      leave.abort()
    }
  }, [checks, isRunning])

  return problems
}

/** What of an error concerns one check; a call that failed otherwise says nothing about the checks. */
function problemsOf(error: unknown, errorText: ReturnType<typeof useErrorText>): ServerCheckProblem[] {
  if (typeof error !== "object" || error === null || !("field" in error)) return []
  const { field, params } = error as { field?: string; params?: Record<string, string | number> }
  const [, index, part] = /^checks\.(\d+)(?:\.(\w+))?/.exec(field ?? "") ?? []
  if (index === undefined) return []
  const { title, hint } = errorText(error as unknown as Parameters<typeof errorText>[0])
  return [{ index: Number(index), field: part, message: String(params?.reason ?? `${title} ${hint}`) }]
}
