"use client"

import { useTranslations } from "use-intl"
import { useStore } from "zustand"
import type { Column } from "#lib/client/workspace"
import { usePlayground, useResult, useRun } from "./playground-context"
import { type ColumnPhase, isActive } from "./use-column-state"
import { useNow } from "./use-now"

const reasonKeys = [
  "upstream_rate_limited",
  "upstream_fault",
  "upstream_unreachable",
  "upstream_connect_timeout",
  "upstream_silent",
] as const

/** Connected but silent for so long is worth saying. */
const quietSeconds = 12

/** How a column's run stands, in words. */
export function useStatusText(column: Column, phase: ColumnPhase): string {
  const t = useTranslations("run")
  const { controller } = usePlayground()
  const waiting = useRun(column.id, (run) => run.waiting)
  const startedAt = useRun(column.id, (run) => run.attempts.at(-1)?.startedAt)
  const progress = useRun(column.id, (run) => run.progress)
  const attempts = useRun(column.id, (run) => run.attempts.length) ?? 0
  const result = useResult(column.id)
  const stream = useStore(controller.state, ({ streams }) => result && streams[result.batchId])
  const isStopping = useStore(
    controller.state,
    ({ stopping }) => result !== undefined && stopping[result.runId] === true,
  )
  const active = isActive(phase)
  const now = useNow(active)

  if (!active) return t(`phases.${phase === "refused" ? "failed" : phase}`)
  if (stream === "offline") return t("status.offline")
  if (stream === "reconnecting") return t("status.reconnecting")
  if (isStopping) return t("stopping")
  // The clocks of server and browser may differ by a little.
  const seconds = startedAt === undefined ? 0 : Math.max(0, Math.floor((now - startedAt) / 1000))
  const left = waiting?.untilMs === undefined ? 0 : Math.max(0, Math.ceil((waiting.untilMs - now) / 1000))
  switch (waiting?.reason) {
    case "queue":
      return waiting.position === undefined
        ? t("phases.queued")
        : t("status.queuedAt", { position: waiting.position })
    case "concurrency":
      return t("status.concurrency")
    case "rate":
      return left > 0 ? t("status.rateFor", { seconds: left }) : t("status.rate")
    case "quota":
      return left > 0 ? t("status.quotaFor", { seconds: left }) : t("status.quota")
    case "breaker":
      return left > 0 ? t("status.breakerFor", { seconds: left }) : t("status.breaker")
    case "equal":
      return t("status.equal")
    case "retry": {
      const key = reasonKeys.find((code) => code === waiting.code) ?? "other"
      const parts = { seconds: left, reason: t(`reasons.${key}`), attempt: attempts + 1 }
      return left > 0 ? t("status.retrying", parts) : t("status.retryingNow", parts)
    }
  }
  switch (phase) {
    case "connecting":
      return t(seconds >= quietSeconds ? "status.busy" : "status.connecting", { seconds })
    case "thinking":
      return t("status.thinking", { seconds })
    case "writing":
      return t("status.writing", { seconds })
    case "drawing":
      return progress
        ? t("status.drawingStep", { step: progress.step, steps: progress.steps })
        : t("status.drawing", { seconds })
    default:
      return phase === "queued" || phase === "sending" ? t(`phases.${phase}`) : t("phases.waiting")
  }
}
