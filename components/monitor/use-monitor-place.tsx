"use client"

import { usePathname, useSearchParams } from "next/navigation"
import { useCallback, useMemo } from "react"
import { usePerson } from "#components/shell/person"
import type { AskedFigures } from "#lib/client/api/monitor"
import { readMonitorAddress, writeMonitorAddress } from "#lib/client/monitor/monitor-address"
import { mayActAs } from "#lib/domain/person"

/** Which figures are looked at, in the address: a link shows the same. Changes ask the server for no page. */
export function useMonitorPlace() {
  const search = useSearchParams()
  const pathname = usePathname()
  const { role } = usePerson()
  const asked = useMemo(() => readMonitorAddress(search), [search])
  const change = useCallback(
    (part: Partial<AskedFigures>) => {
      const query = writeMonitorAddress({ ...asked, ...part })
      window.history.replaceState(null, "", query === "" ? pathname : `${pathname}?${query}`)
    },
    [asked, pathname],
  )
  return { asked, change, seesAll: mayActAs(role, "admin") }
}
