"use client"

import { targetOf } from "#lib/client/variant"
import type { ParameterTarget } from "#lib/domain/parameters"
import { useConnections, useWorkspace } from "./playground-context"

/** True when the model of any column is such; `unknown` while nothing is known of them. */
export function useAnyTarget(passes: (target: ParameterTarget) => boolean, unknown = true): boolean {
  const { connections } = useConnections()
  return useWorkspace(({ mode, columns }) => {
    const targets = columns.flatMap((column) => targetOf(mode, column, connections) ?? [])
    return targets.length === 0 ? unknown : targets.some(passes)
  })
}
