"use client"

import { useTranslations } from "use-intl"
import { useFigureText } from "#components/history/figure-text"
import type { Summary } from "#lib/client/compare/summarize"

/** Who was fastest, cheapest and wrote most, in one sentence; nothing when there is nothing to say. */
export function ComparisonSentence({ summary }: { summary: Summary | undefined }) {
  const t = useTranslations("compare.summary")
  const figures = useFigureText()
  const { fastest, cheapest, longest } = summary ?? {}
  const parts = [
    fastest && t("fastest", { name: fastest.name, figure: figures.duration(fastest.value) }),
    cheapest &&
      t(cheapest.unknown > 0 ? "cheapestKnown" : "cheapest", {
        name: cheapest.name,
        figure: figures.cost(cheapest.value),
      }),
    longest &&
      t(longest.name === (cheapest ?? fastest)?.name ? "andLongest" : "longest", {
        name: longest.name,
        count: longest.value,
      }),
  ].filter(Boolean)
  if (parts.length === 0) return null
  return <p className="figures text-ink-2 text-sm">{t("sentence", { parts: parts.join(t("separator")) })}</p>
}
