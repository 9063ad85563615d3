"use client"

import {
  Ban,
  CircleAlert,
  CircleCheck,
  CircleDashed,
  CircleStop,
  Clock,
  LoaderCircle,
  type LucideIcon,
  Scissors,
  ShieldAlert,
  Unplug,
  WrapText,
} from "lucide-react"
import { useStore } from "zustand"
import { classNames } from "#components/ui/class-names"
import type { Column } from "#lib/client/workspace"
import { usePlayground, useResult } from "./playground-context"
import type { ColumnPhase } from "./use-column-state"
import { useStatusText } from "./use-status-text"

export const looks: Record<ColumnPhase, { Icon: LucideIcon; color: string; turns?: boolean }> = {
  idle: { Icon: CircleDashed, color: "text-ink-3" },
  loading: { Icon: LoaderCircle, color: "text-ink-3", turns: true },
  sending: { Icon: LoaderCircle, color: "text-info", turns: true },
  queued: { Icon: Clock, color: "text-info" },
  waiting: { Icon: Clock, color: "text-warn" },
  connecting: { Icon: LoaderCircle, color: "text-info", turns: true },
  thinking: { Icon: LoaderCircle, color: "text-info", turns: true },
  writing: { Icon: LoaderCircle, color: "text-info", turns: true },
  drawing: { Icon: LoaderCircle, color: "text-info", turns: true },
  done: { Icon: CircleCheck, color: "text-ok" },
  limit: { Icon: WrapText, color: "text-warn" },
  cut: { Icon: Scissors, color: "text-warn" },
  filtered: { Icon: ShieldAlert, color: "text-warn" },
  stopped: { Icon: CircleStop, color: "text-ink-2" },
  failed: { Icon: CircleAlert, color: "text-error" },
  refused: { Icon: CircleAlert, color: "text-error" },
  gone: { Icon: CircleAlert, color: "text-warn" },
  blocked: { Icon: Ban, color: "text-error" },
  interrupted: { Icon: Unplug, color: "text-warn" },
}

/** How a column's run stands just now: an icon and words, with the seconds that matter. */
export function StatusLine({
  column,
  phase,
  className,
}: {
  column: Column
  phase: ColumnPhase
  className?: string
}) {
  const { controller } = usePlayground()
  const text = useStatusText(column, phase)
  const result = useResult(column.id)
  const stream = useStore(controller.state, ({ streams }) => result && streams[result.batchId])
  const isAway = stream === "reconnecting" || stream === "offline"
  const { Icon, color, turns } = isAway ? { Icon: Unplug, color: "text-warn", turns: false } : looks[phase]
  return (
    <p
      className={classNames(
        "figures flex min-w-0 items-center gap-1.5 font-medium text-xs",
        color,
        className,
      )}
    >
      <Icon aria-hidden size={14} className={classNames("shrink-0", turns ? "spinner" : null)} />
      <span className="truncate" title={text}>
        {text}
      </span>
    </p>
  )
}
