"use client"

import { usePathname, useSearchParams } from "next/navigation"
import { type MouseEvent, useCallback, useMemo } from "react"
import {
  emptyAddress,
  type HistoryAddress,
  readHistoryAddress,
  writeHistoryAddress,
} from "#lib/client/history-address"

interface HistoryPlace {
  address: HistoryAddress
  /** The run in the path, `/history/<id>`. */
  openId: string | undefined
  change: (part: Partial<HistoryAddress>) => void
  /** The address of a run, or of the bare list, under the filters that are set. */
  hrefOf: (runId: string | undefined) => string
  open: (runId: string | undefined, how?: "push" | "replace") => void
  /** The address of the list of a comparison's runs; what is open stays open. */
  batchHref: (batchId: string) => string
}

/**
 * Where in History one is: the filters in the query, the open run in the path. Changes go through the browser's
 * own history, which Next follows without asking the server for a page: moving through the list stays instant.
 */
export function useHistoryPlace(): HistoryPlace {
  const search = useSearchParams()
  const pathname = usePathname()
  const address = useMemo(() => readHistoryAddress(search), [search])
  const segment = pathname.split("/")[2]
  const openId = segment ? decodeURIComponent(segment) : undefined

  const change = useCallback(
    (part: Partial<HistoryAddress>) => {
      window.history.replaceState(null, "", withQuery(pathname, { ...address, ...part }))
    },
    [address, pathname],
  )
  const hrefOf = useCallback(
    (runId: string | undefined) =>
      withQuery(runId ? `/history/${encodeURIComponent(runId)}` : "/history", address),
    [address],
  )
  const open = useCallback(
    (runId: string | undefined, how: "push" | "replace" = "push") => {
      if (how === "push") window.history.pushState(null, "", hrefOf(runId))
      else window.history.replaceState(null, "", hrefOf(runId))
    },
    [hrefOf],
  )
  const batchHref = useCallback(
    (batchId: string) => withQuery(pathname, { ...emptyAddress, batch: batchId }),
    [pathname],
  )
  return { address, openId, change, hrefOf, open, batchHref }
}

/** On a link's click: goes to an address of History without asking for a page, unless a new tab was meant. */
export function followInPage(event: MouseEvent, href: string) {
  if (event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return
  event.preventDefault()
  window.history.pushState(null, "", href)
}

function withQuery(path: string, address: HistoryAddress): string {
  const query = writeHistoryAddress(address)
  return query === "" ? path : `${path}?${query}`
}
