"use client"

import { useMemo } from "react"
import { useConnections, useWorkspace } from "#components/playground/playground-context"
import { targetOf } from "#lib/client/variant"
import { type Feature, takesFeature } from "#lib/domain/features"

/** The chosen models that do not take something, each once. */
export function useRefusing(feature: Feature): string[] {
  const { connections } = useConnections()
  const columns = useWorkspace((workspace) => workspace.columns)
  return useMemo(() => {
    const refusing = columns.flatMap((column) => {
      const target = targetOf("image", column, connections)
      return target && !takesFeature(target, feature) ? [column.model] : []
    })
    return [...new Set(refusing)]
  }, [columns, connections, feature])
}
