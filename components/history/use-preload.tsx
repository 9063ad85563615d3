"use client"

import { useQueryClient } from "@tanstack/react-query"
import { useCallback } from "react"

/** Returns the function that fetches a comparison, and the code that shows it, before somebody opens it. */
export function usePreload(): (batchId: string) => void {
  const queries = useQueryClient()
  return useCallback(
    (batchId) => {
      void import("#lib/client/stored-batch").then(({ fetchBatchDetail }) =>
        fetchBatchDetail(queries, batchId, 5_000).catch(() => undefined),
      )
      void import("#components/playground/comparison-code").then(({ loadComparisonCode }) =>
        loadComparisonCode(),
      )
    },
    [queries],
  )
}
