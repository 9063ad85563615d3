"use client"

import { type UseQueryResult, useQueries, useQuery, useQueryClient } from "@tanstack/react-query"
import { useCallback, useMemo, useState } from "react"
import { batchRunsQuery } from "#lib/client/api/batch-runs"
import { runQuery } from "#lib/client/api/run"
import { runsIn } from "#lib/client/history-entries"
import type { BatchSummary, RunSummary } from "#lib/domain/history"
import type { RestOfRuns } from "./history-lines"

interface OpenEntries {
  /** What open entries show beyond the runs that they have themselves, by id. */
  open: ReadonlyMap<string, RestOfRuns>
  /** Opens or closes one; without `isOpen` it turns round. */
  toggle: (batchId: string, isOpen?: boolean) => void
  retry: (batchId: string) => void
}

/** Which entries are open, and their runs. The entry of the run that the address names is open from the start. */
export function useOpenEntries(entries: BatchSummary[], openRunId: string | undefined): OpenEntries {
  const [openIds, setOpenIds] = useState<ReadonlySet<string>>(new Set())
  const shownRun = useQuery({ ...runQuery(openRunId ?? ""), enabled: openRunId !== undefined })
  const shown = shownRun.data?.summary
  const [seenRun, setSeenRun] = useState<string>()
  if (shown && shown.id === openRunId && shown.id !== seenRun) {
    setSeenRun(shown.id)
    if (shown.batchRuns > 1) setOpenIds(new Set([...openIds, shown.batchId]))
  }

  const opened = entries.filter(({ id }) => openIds.has(id))
  const rests = useQueries({
    queries: opened.map((entry) => ({
      ...batchRunsQuery(entry.id),
      enabled: runsIn(entry) > entry.runs.length,
    })),
    combine: restsOf,
  })
  const key = opened.map(({ id }) => id).join(" ")
  const open = useMemo(
    () => new Map(key === "" ? [] : key.split(" ").map((id, index) => [id, rests[index] ?? loading])),
    [key, rests],
  )

  const toggle = useCallback(
    (batchId: string, isOpen?: boolean) =>
      setOpenIds((before) => {
        const after = new Set(before)
        if (isOpen ?? !before.has(batchId)) after.add(batchId)
        else after.delete(batchId)
        return after
      }),
    [],
  )
  const client = useQueryClient()
  const retry = useCallback((batchId: string) => client.refetchQueries(batchRunsQuery(batchId)), [client])
  return { open, toggle, retry }
}

const loading: RestOfRuns = { state: "loading" }

function restsOf(results: UseQueryResult<RunSummary[]>[]): RestOfRuns[] {
  return results.map(({ data, isError }) => {
    if (data) return { state: "there", runs: data }
    return isError ? { state: "failed" } : loading
  })
}
