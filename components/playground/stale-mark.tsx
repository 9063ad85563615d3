"use client"

import { useDeferredValue, useMemo } from "react"
import { useTranslations } from "use-intl"
import { askedOf, variantOf } from "#lib/client/run-plan"
import type { Column } from "#lib/client/workspace"
import { useCellKey, useConnections, useResult, useWorkspace } from "./playground-context"

/** Says that prompt or settings were changed since the answer that is shown; found out when there is time for it. */
export function StaleMark({ column }: { column: Column }) {
  const t = useTranslations("columns")
  const { connections } = useConnections()
  const result = useResult(column.id)
  const [rowId] = useCellKey(column.id).split("/")
  const workspace = useDeferredValue(useWorkspace((state) => state))
  const isStale = useMemo(() => {
    const row = workspace.variables.rows.find(({ id }) => id === rowId)
    const now = workspace.columns.find(({ id }) => id === column.id)
    if (result?.asked === undefined || !row || !now) return false
    const variant = variantOf(workspace, now, connections, row)
    return variant !== undefined && askedOf(variant) !== result.asked
  }, [workspace, connections, rowId, column.id, result])
  return isStale ? (
    <span title={t("staleHint")} className="shrink-0 text-ink-3">
      {t("stale")}
    </span>
  ) : null
}
