"use client"

import { usePathname, useSearchParams } from "next/navigation"
import { useCallback, useMemo } from "react"
import {
  type AuditAddress,
  auditFilterOf,
  readAuditAddress,
  writeAuditAddress,
} from "#lib/client/audit-address"

/** The filters of the audit log, which live in the address; changing them asks the server for no page. */
export function useAuditPlace() {
  const search = useSearchParams()
  const pathname = usePathname()
  const address = useMemo(() => readAuditAddress(search), [search])
  const filter = useMemo(() => auditFilterOf(address), [address])
  const change = useCallback(
    (part: Partial<AuditAddress>) => {
      const query = writeAuditAddress({ ...address, ...part })
      window.history.replaceState(null, "", query === "" ? pathname : `${pathname}?${query}`)
    },
    [address, pathname],
  )
  const clear = useCallback(() => window.history.replaceState(null, "", pathname), [pathname])
  return { address, filter, isFiltered: writeAuditAddress(address) !== "", change, clear }
}
