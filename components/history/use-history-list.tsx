"use client"

import { useInfiniteQuery } from "@tanstack/react-query"
import { useMemo } from "react"
import { batchesQuery } from "#lib/client/api/batch"
import { runsQuery } from "#lib/client/api/runs"
import { filterOf, type HistoryAddress, setFilters } from "#lib/client/history-address"
import { entryLines, type HistoryLine, runLines } from "./history-lines"
import { useOpenEntries } from "./use-open-entries"

/**
 * What the list shows: comparisons and runs as they were started, or under any filter the runs that match it. Asked
 * anew whenever History is opened. While one of the two is on its way for the first time, the other stays, dimmed.
 */
export function useHistoryList(address: HistoryAddress, openRunId: string | undefined) {
  const isFiltered = setFilters(address).length > 0
  const filter = useMemo(() => filterOf(address), [address])
  const runs = useInfiniteQuery({ ...runsQuery(filter), enabled: isFiltered, refetchOnMount: "always" })
  const batches = useInfiniteQuery({ ...batchesQuery(), enabled: !isFiltered, refetchOnMount: "always" })
  const [wanted, other] = isFiltered ? [runs, batches] : [batches, runs]
  const isWanted = wanted.data !== undefined || wanted.isError || other.data === undefined
  const shown = isWanted ? wanted : other
  const showsRuns = shown === runs

  const entries = useMemo(() => batches.data?.pages.flatMap((page) => page.batches) ?? [], [batches.data])
  const { open, toggle, retry } = useOpenEntries(entries, openRunId)
  const lines = useMemo(
    (): HistoryLine[] =>
      showsRuns ? runLines(runs.data?.pages.flatMap((page) => page.runs) ?? []) : entryLines(entries, open),
    [showsRuns, runs.data, entries, open],
  )
  return {
    lines,
    isPending: shown.data === undefined && !shown.isError,
    error: shown.error,
    isDimmed: !isWanted || shown.isPlaceholderData,
    hasNextPage: shown.hasNextPage,
    isFetchingNextPage: shown.isFetchingNextPage,
    isFetchNextPageError: shown.isFetchNextPageError,
    fetchNextPage: shown.fetchNextPage,
    refetch: shown.refetch,
    hasData: shown.data !== undefined,
    toggle,
    retryRest: retry,
  }
}
