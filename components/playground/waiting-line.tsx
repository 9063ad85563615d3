"use client"

import { useQuery } from "@tanstack/react-query"
import { Clock, TriangleAlert } from "lucide-react"
import { type ReactNode, useEffect, useMemo } from "react"
import { useTranslations } from "use-intl"
import { useStore } from "zustand"
import { connectionStateQuery } from "#lib/client/api/connection-state"
import { type WaitingRuns, waitingRuns } from "#lib/client/waiting-runs"
import { type ConnectionState, waitEstimateMs } from "#lib/domain/connection-state"
import { usePlayground, useWorkspace } from "./playground-context"
import { useNow } from "./use-now"
import { useShownRuns } from "./use-shown-runs"

const lookEveryMs = 3000
/** A failure is worth a look at the connection for so long. */
const latelyMs = 60_000

/** Faults of the service itself, as the breaker counts them. */
const serviceFaults = new Set([
  "upstream_fault",
  "upstream_unreachable",
  "upstream_connect_timeout",
  "upstream_silent",
  "upstream_stalled",
])

/** At the Run button, while anything waits: how many, for how long and why; and how the breaker stands. Else its children. */
export function WaitingLine({ children }: { children: ReactNode }) {
  const { controller, outputs } = usePlayground()
  const active = useStore(controller.state, (state) => state.active)
  const columns = useWorkspace((workspace) => workspace.columns)
  const lanes = useWorkspace((workspace) => workspace.concurrency)
  const failed = useFailedLately()
  const now = useNow(active.size > 0 || failed !== undefined)
  // Once a second is enough, and costs the tokens nothing.
  const waits = active.size > 0 ? waitingRuns(columns, active, outputs.run) : undefined
  const connectionId = waits?.connectionId ?? failed?.connectionId
  const { data, dataUpdatedAt, refetch } = useQuery({
    ...connectionStateQuery(connectionId ?? ""),
    enabled: connectionId !== undefined,
    refetchInterval: ({ state }) =>
      waits || (state.data && state.data.breaker.state !== "closed") ? lookEveryMs : false,
  })
  // Each failure is news of the connection.
  const failedRun = failed?.runId
  useEffect(() => {
    if (failedRun) void refetch()
  }, [failedRun, refetch])
  const text = useWaitText(now - dataUpdatedAt)
  const said = connectionId === undefined ? undefined : text(waits, data, { lanes, now })
  if (!said) return children
  const Icon = said.paused ? TriangleAlert : Clock
  return (
    <span className="figures flex items-start gap-1.5 text-ink-2">
      <Icon aria-hidden size={12} className={`mt-0.5 shrink-0 ${said.paused ? "text-warn" : "text-info"}`} />
      <span className="min-w-0 break-words">{said.text}</span>
    </span>
  )
}

/** The connection of a column that failed by a fault of the service, not long ago. */
function useFailedLately(): { connectionId: string; runId: string | undefined } | undefined {
  const shown = useShownRuns()
  const columns = useWorkspace((workspace) => workspace.columns)
  return useMemo(() => {
    const failed = shown.find(
      ({ run }) =>
        run?.status === "failed" &&
        serviceFaults.has(run.error?.code ?? "") &&
        Date.now() - (run.finishedAt ?? 0) < latelyMs,
    )
    const column = columns.find(({ id }) => id === failed?.columnId)
    return column && { connectionId: column.connectionId, runId: failed?.runId }
  }, [shown, columns])
}

/** Returns the function that says a wait in one sentence; undefined when there is nothing to say. `ageMs`: of the state. */
function useWaitText(ageMs: number) {
  const t = useTranslations("run.wait")
  const time = (ms: number) => {
    const seconds = Math.max(1, Math.round(ms / 1000))
    return seconds < 90 ? t("seconds", { count: seconds }) : t("minutes", { count: Math.round(seconds / 60) })
  }
  return (
    waits: WaitingRuns | undefined,
    state: ConnectionState | undefined,
    { lanes, now }: { lanes: number; now: number },
  ): { text: string; paused: boolean } | undefined => {
    const breaker = state?.breaker.state ?? "closed"
    const pauseMs = Math.max(
      0,
      (waits?.untilMs ?? 0) - now,
      (state?.breaker.waitMs ?? 0) - Math.max(0, ageMs),
    )
    const aboutMs =
      waits &&
      waitEstimateMs({
        waiting: waits.count,
        ahead: Math.max(0, (state?.place ?? 1) - 1),
        lanes: Math.min(lanes, state?.concurrency ?? lanes),
        medianMs: state?.medianMs,
        pauseMs,
      })
    const about = aboutMs === undefined ? undefined : t("about", { time: time(aboutMs) })
    if (state && breaker !== "closed") {
      const { name } = state
      const { faults } = state.breaker
      const how =
        breaker === "open"
          ? t("open", { name, faults, seconds: Math.max(1, Math.ceil(pauseMs / 1000)) })
          : t("halfOpen", { name })
      return {
        paused: true,
        text: [how, waits && t("count", { count: waits.count }), about].filter(Boolean).join(" · "),
      }
    }
    if (!waits) return undefined
    const counted = state?.place
      ? t("countAt", { count: waits.count, place: state.place })
      : t("count", { count: waits.count })
    const why =
      state && waits.reason !== "queue" ? t(`reason.${waits.reason}`, { name: state.name }) : undefined
    return { paused: false, text: [counted, about, why].filter(Boolean).join(" · ") }
  }
}
