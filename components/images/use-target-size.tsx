"use client"

import { useMemo } from "react"
import { useWorkspace } from "#components/playground/playground-context"
import { baselineOf } from "#lib/client/workspace"
import { type Size, sizeOf } from "#lib/domain/image-parameters"

/** The size in pixels that the baseline column asks for; undefined when it leaves it to the provider. */
export function useTargetSize(): Size | undefined {
  const value = useWorkspace((workspace) => {
    const { on, value } = baselineOf(workspace)?.parameters.size ?? {}
    return on ? String(value) : undefined
  })
  return useMemo(() => {
    const size = sizeOf(value)
    // A size that is still being typed may have no height yet.
    return size && size.width > 0 && size.height > 0 ? size : undefined
  }, [value])
}
