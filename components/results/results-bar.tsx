"use client"

import { Rows2, Rows3, Rows4 } from "lucide-react"
import { useTranslations } from "use-intl"
import { Segmented } from "#components/ui/segmented"
import type { Density, ResultsView, RowFilter } from "./results-view"

interface ResultsBarProps {
  view: ResultsView
  /** Rows that each filter leaves. */
  counts: Record<RowFilter, number>
  onView: (next: ResultsView) => void
}

const filters: RowFilter[] = ["all", "failed", "failedChecks", "differ"]
const densities: Density[] = ["small", "medium", "large"]
const densityIcons = { small: Rows4, medium: Rows3, large: Rows2 }

/** Which rows are shown, and how much of each. */
export function ResultsBar({ view, counts, onView }: ResultsBarProps) {
  const t = useTranslations("results")
  return (
    <div className="flex items-center gap-2 border-b px-3 py-1.5">
      <div className="min-w-0 overflow-x-auto p-0.5">
        <Segmented
          label={t("filter")}
          size="sm"
          value={view.filter}
          onChange={(filter) => onView({ ...view, filter })}
          options={filters.map((filter) => ({
            value: filter,
            label: t(`filters.${filter}`, { count: counts[filter] }),
            disabled: counts[filter] === 0 && filter !== "all" && filter !== view.filter,
          }))}
        />
      </div>
      <p aria-live="polite" className="sr-only">
        {t("shown", { count: counts[view.filter], all: counts.all })}
      </p>
      <Segmented
        label={t("density")}
        size="sm"
        className="ml-auto"
        value={view.density}
        onChange={(density) => onView({ ...view, density })}
        options={densities.map((density) => {
          const Icon = densityIcons[density]
          return {
            value: density,
            label: t(`densities.${density}`),
            iconOnly: true,
            icon: <Icon aria-hidden size={14} />,
          }
        })}
      />
    </div>
  )
}
