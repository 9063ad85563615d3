"use client"

import { useDeferredValue, useMemo } from "react"
import { useTranslations } from "use-intl"
import { isChangedSince } from "#lib/client/run-plan"
import type { Column } from "#lib/client/workspace"
import { useCellKey, useConnections, useResult, useWorkspace } from "./playground-context"

/** Says that prompt or settings were changed since the answer that is shown; found out when there is time for it. */
export function StaleMark({ column }: { column: Column }) {
  const t = useTranslations("columns")
  const { connections } = useConnections()
  const result = useResult(column.id)
  const [rowId] = useCellKey(column.id).split("/")
  const workspace = useDeferredValue(useWorkspace((state) => state))
  const isStale = useMemo(
    () => isChangedSince(workspace, column.id, connections, rowId, result?.asked),
    [workspace, connections, rowId, column.id, result],
  )
  return isStale ? (
    <span title={t("staleHint")} className="shrink-0 text-ink-3">
      {t("stale")}
    </span>
  ) : null
}
