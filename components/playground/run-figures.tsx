"use client"

import { Info } from "lucide-react"
import type { ReactNode } from "react"
import { useTranslations } from "use-intl"
import { useCacheText } from "#components/history/cache-text"
import { useFigureText } from "#components/history/figure-text"
import { Popover } from "#components/ui/popover"
import type { Column } from "#lib/client/workspace"
import { FiguresDetail } from "./figures-detail"
import { useIsImage, useRun } from "./playground-context"
import { RunFresh } from "./run-fresh"
import { StaleMark } from "./stale-mark"

/**
 * Time to first token, speed, total, tokens, cost, attempts; `compact`: only what fits into one line of a narrow column.
 * Its code comes with the first run.
 */
export function RunFigures({ column, compact }: { column: Column; compact: boolean }) {
  const t = useTranslations("run.figures")
  const isImage = useIsImage()
  const figures = useFigureText()
  const timing = useRun(column.id, (run) => run.timing)
  const usage = useRun(column.id, (run) => run.usage)
  const cost = useRun(column.id, (run) => run.cost)
  const attempts = useRun(column.id, (run) => run.attempts.length) ?? 0
  const oldKey = useRun(column.id, (run) => run.attempts.at(-1)?.note === "fallback_key") ?? false
  const cacheText = useCacheText()
  const fromCache = useRun(column.id, cacheText)
  if (!timing) return null
  const about = usage?.estimated ? "≈" : ""
  return (
    <>
      {compact ? (
        <span className="min-w-0 truncate">
          {[
            fromCache === undefined ? undefined : t("cached"),
            figures.duration(timing.totalMs),
            usage && !isImage
              ? `${about}${t("outShort", { output: figures.count(usage.outputTokens) })}`
              : undefined,
            figures.cost(cost),
            oldKey ? t("oldKey") : undefined,
          ]
            .filter((part) => part !== undefined)
            .join(" · ")}
        </span>
      ) : (
        <>
          {fromCache === undefined ? null : <span className="text-pretty">{fromCache}</span>}
          {isImage || fromCache !== undefined ? null : (
            <>
              <Figure label={t("ttft")}>{figures.duration(timing.ttftMs)}</Figure>
              <Figure label={t("speed")}>{figures.speed(timing.tokensPerSecond)}</Figure>
            </>
          )}
          <Figure label={t("total")}>{figures.duration(timing.totalMs)}</Figure>
          {isImage ? null : (
            <Figure label={t("tokens")}>
              {usage
                ? `${about}${t("inOut", { input: figures.count(usage.inputTokens), output: figures.count(usage.outputTokens) })}`
                : t("unknown")}
            </Figure>
          )}
          <Figure label={t("cost")}>{figures.cost(cost)}</Figure>
          {attempts > 1 ? (
            <Figure label={t("attempts")}>{t("attemptCount", { count: attempts })}</Figure>
          ) : null}
          {oldKey ? <Figure label={t("key")}>{t("oldKey")}</Figure> : null}
        </>
      )}
      <StaleMark column={column} />
      <span className="ml-auto flex shrink-0 items-center gap-1">
        {fromCache === undefined ? null : <RunFresh column={column} compact={compact} />}
        <Popover
          label={t("details")}
          side="top"
          align="end"
          className="w-80 p-3"
          trigger={(props) => (
            <button
              {...props}
              type="button"
              aria-label={t("details")}
              className="flex size-7 items-center justify-center rounded text-ink-3 hover:bg-hover hover:text-ink pointer-coarse:size-10"
            >
              <Info aria-hidden size={14} />
            </button>
          )}
        >
          {() => <FiguresDetail column={column} />}
        </Popover>
      </span>
    </>
  )
}

function Figure({ label, children }: { label: string; children: ReactNode }) {
  return (
    <span className="whitespace-nowrap">
      <span className="text-ink-3">{label}</span> {children}
    </span>
  )
}
