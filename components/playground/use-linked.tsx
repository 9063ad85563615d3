"use client"

import { useEffect, useMemo, useState } from "react"
import { useTranslations } from "use-intl"
import { useShallow } from "zustand/react/shallow"
import { linkedColumns } from "#lib/client/column-edits"
import { columnName } from "#lib/client/workspace"
import type { ParameterSpec } from "#lib/domain/parameters"
import { useConnections, useWorkspace } from "./playground-context"

/** The columns whose settings move with those of one, itself included. */
export function useLinked(columnId: string): string[] {
  return useWorkspace(useShallow(({ view }) => linkedColumns(view.selected, columnId)))
}

/** Why a parameter of linked columns cannot be moved for all of them; undefined when it can. */
export function useLockText(spec: ParameterSpec, linked: string[]): string | undefined {
  const t = useTranslations("columns.lock")
  const { connections } = useConnections()
  const mode = useWorkspace((workspace) => workspace.mode)
  const columns = useWorkspace((workspace) => workspace.columns)
  const isLinked = linked.length > 1
  // Comes with the first columns that move together.
  const [code, setCode] = useState<typeof import("#lib/client/linked-lock")>()
  useEffect(() => {
    if (isLinked) void import("#lib/client/linked-lock").then(setCode, () => {})
  }, [isLinked])
  const lock = useMemo(
    () =>
      !isLinked || !code
        ? undefined
        : code.lockOf(
            spec,
            mode,
            columns.filter(({ id }) => linked.includes(id)),
            connections,
          ),
    [spec, mode, columns, linked, isLinked, code, connections],
  )
  const nameOf = (id: string) => columnName(columns, id)
  switch (lock?.kind) {
    case undefined:
      return undefined
    case "not_taken":
      return t("notTaken", { name: nameOf(lock.columnId), model: lock.model })
    case "ranges":
      return t("ranges", {
        a: nameOf(lock.a.columnId),
        b: nameOf(lock.b.columnId),
        aRange: `${lock.a.min}–${lock.a.max}`,
        bRange: `${lock.b.min}–${lock.b.max}`,
      })
    case "choices":
      return t("choices", { a: nameOf(lock.a), b: nameOf(lock.b) })
  }
}
