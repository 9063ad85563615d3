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

/** How a run stands, or ended: an icon and a word. */
export function RunStatusLabel({ run }: { run: Pick<RunSummary, "status" | "finishReason"> }) {
  const t = useTranslations("history.phases")
  const phase = phaseOfSummary(run.status, run.finishReason)
  const { Icon, color } = looks[phase]
  return (
    <span className={classNames("inline-flex shrink-0 items-center gap-1.5 font-medium text-xs", color)}>
      <Icon aria-hidden size={14} className={phase === "running" ? "spinner" : undefined} />
      {t(phase)}
    </span>
  )
}

const endings: Record<FinishReason, Phase> = {
  stop: "done",
  length: "limit",
  cut: "cut",
  content_filter: "filtered",
  tool_calls: "tool",
}

function phaseOfSummary(status: RunStatus, finishReason: FinishReason | undefined): Phase {
  if (status === "succeeded") return finishReason ? endings[finishReason] : "done"
  return status === "cancelled" ? "stopped" : status
}
