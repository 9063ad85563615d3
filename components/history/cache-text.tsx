"use client"

import { useFormatter, useTranslations } from "use-intl"
import type { RunState } from "#lib/domain/run"
import { useFigureText } from "./figure-text"

/** How old the answer of a run from the cache was, and what that saved, in words; undefined for any other run. */
export function useCacheText(): (run: Pick<RunState, "cached" | "finishedAt">) => string | undefined {
  const t = useTranslations("history.figures")
  const format = useFormatter()
  const figures = useFigureText()
  return ({ cached, finishedAt }) => {
    if (!cached) return undefined
    // Runs of before say no more than this.
    if (cached === true || finishedAt === undefined) return t("fromCache")
    const [value, unit] = ageOf(finishedAt - cached.at)
    const age = format.number(value, { style: "unit", unit, unitDisplay: "short" })
    return cached.savedCost
      ? t("fromCacheSaved", { age, cost: figures.cost(cached.savedCost) })
      : t("fromCacheOld", { age })
  }
}

function ageOf(ms: number): [value: number, unit: "second" | "minute" | "hour"] {
  const seconds = Math.max(0, Math.round(ms / 1000))
  if (seconds < 60) return [seconds, "second"]
  return seconds < 7_200 ? [Math.floor(seconds / 60), "minute"] : [Math.floor(seconds / 3_600), "hour"]
}
