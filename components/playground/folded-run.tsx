"use client"

import { useId } from "react"
import { VisuallyHidden } from "#components/ui/visually-hidden"
import { RunButtons } from "./run-buttons"
import { RunSettings } from "./run-settings"
import { useObstacleText } from "./use-obstacle-text"

/** Run and Stop stay at hand while the prompt, where they stand otherwise, is folded. */
export function FoldedRun() {
  const reasonId = useId()
  const reason = useObstacleText()
  return (
    <span title={reason} className="hidden shrink-0 gap-1 lg:flex">
      <RunButtons size="sm" reasonId={reason ? reasonId : undefined} />
      {reason ? <VisuallyHidden id={reasonId}>{reason}</VisuallyHidden> : null}
      <RunSettings />
    </span>
  )
}
