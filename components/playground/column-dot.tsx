"use client"

import { classNames } from "#components/ui/class-names"
import type { Column } from "#lib/client/workspace"
import { looks } from "./status-line"
import { isActive, useColumnPhase } from "./use-column-state"

/** How a column that is not in sight stands: the icon of its state. */
export function ColumnDot({ column }: { column: Column }) {
  const phase = useColumnPhase(column)
  if (phase === "idle") return null
  const { Icon, color } = looks[phase]
  return <Icon aria-hidden size={12} className={classNames(color, isActive(phase) ? "spinner" : null)} />
}
