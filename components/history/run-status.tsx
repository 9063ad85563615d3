"use client"

import {
  Ban,
  CircleAlert,
  CircleCheck,
  CircleStop,
  Clock,
  LoaderCircle,
  type LucideIcon,
  Scissors,
  ShieldAlert,
  Unplug,
  WrapText,
  Wrench,
} from "lucide-react"
import type { ReactNode } from "react"
import { useTranslations } from "use-intl"
import { classNames } from "#components/ui/class-names"
import type { RunSummary } from "#lib/domain/history"
import type { FinishReason, RunStatus } from "#lib/domain/outcome"

type Phase =
  | "queued"
  | "running"
  | "done"
  | "limit"
  | "cut"
  | "filtered"
  | "tool"
  | "stopped"
  | "failed"
  | "blocked"
  | "interrupted"

const looks: Record<Phase, { Icon: LucideIcon; color: string }> = {
  queued: { Icon: Clock, color: "text-ink-3" },
  running: { Icon: LoaderCircle, color: "text-info" },
  done: { Icon: CircleCheck, color: "text-ok" },
  limit: { Icon: WrapText, color: "text-warn" },
  cut: { Icon: Scissors, color: "text-warn" },
  filtered: { Icon: ShieldAlert, color: "text-warn" },
  tool: { Icon: Wrench, color: "text-ok" },
  stopped: { Icon: CircleStop, color: "text-ink-3" },
  failed: { Icon: CircleAlert, color: "text-error" },
  blocked: { Icon: Ban, color: "text-error" },
  interrupted: { Icon: Unplug, color: "text-warn" },
}

interface RunStatusLabelProps {
  run: Pick<RunSummary, "status" | "finishReason">
  /** Puts the icon into something, for instance a box to select the run. */
  around?: (icon: ReactNode) => ReactNode
}

/** How a run stands, or ended: an icon and a word. */
export function RunStatusLabel({ run, around = (icon) => icon }: RunStatusLabelProps) {
  const t = useTranslations("history.phases")
  const phase = phaseOfSummary(run.status, run.finishReason)
  return (
    <span
      className={classNames(
        "inline-flex shrink-0 items-center gap-1.5 font-medium text-xs",
        looks[phase].color,
      )}
    >
      {around(<PhaseIcon phase={phase} />)}
      {t(phase)}
    </span>
  )
}

/** How many runs stand so, or ended so: "4 done". */
export function StatusCount({ status, count }: { status: RunStatus; count: number }) {
  const t = useTranslations("history.counts")
  return (
    <span className={classNames("inline-flex items-center gap-1", looks[phaseOfSummary(status)].color)}>
      <PhaseIcon phase={phaseOfSummary(status)} />
      {t(status, { count })}
    </span>
  )
}

function PhaseIcon({ phase }: { phase: Phase }) {
  const { Icon } = looks[phase]
  return <Icon aria-hidden size={14} className={phase === "running" ? "spinner" : undefined} />
}

const endings: Record<FinishReason, Phase> = {
  stop: "done",
  length: "limit",
  cut: "cut",
  content_filter: "filtered",
  tool_calls: "tool",
}

function phaseOfSummary(status: RunStatus, finishReason?: FinishReason): Phase {
  if (status === "succeeded") return finishReason ? endings[finishReason] : "done"
  return status === "cancelled" ? "stopped" : status
}
