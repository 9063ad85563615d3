import { CircleCheck, CircleHelp, CircleX } from "lucide-react"
import { classNames } from "#components/ui/class-names"

export type CheckOutcome = "passed" | "failed" | "unknown"

const looks = {
  passed: { Icon: CircleCheck, color: "text-ok" },
  failed: { Icon: CircleX, color: "text-error" },
  unknown: { Icon: CircleHelp, color: "text-warn" },
}

export function outcomeOf(passed: boolean | null | undefined): CheckOutcome {
  if (passed === true) return "passed"
  return passed === false ? "failed" : "unknown"
}

/** The sign of how a check went; a word stands beside it. */
export function CheckMark({ outcome, className }: { outcome: CheckOutcome; className?: string }) {
  const { Icon, color } = looks[outcome]
  return <Icon aria-hidden size={14} className={classNames("shrink-0", color, className)} />
}
