"use client"

import { TriangleAlert } from "lucide-react"
import { memo } from "react"
import { useTranslations } from "use-intl"
import { Badge } from "#components/ui/badge"
import { Tooltip } from "#components/ui/tooltip"
import type { Fact } from "#lib/client/column-differences"
import { useDifferences } from "./differences"
import { useFactText } from "./fact-text"

/** What sets a column apart: of the baseline its own values of what varies, of the others what differs from it. */
export function ColumnChips({ columnId, isBaseline }: { columnId: string; isBaseline: boolean }) {
  const t = useTranslations("columns.chips")
  const facts = useDifferences().of.get(columnId) ?? []
  return (
    <div className="flex min-h-8 flex-wrap items-center gap-1 px-4 pb-2">
      {isBaseline ? <Badge tone="accent">{t("baseline")}</Badge> : null}
      {facts.length === 0 && !isBaseline ? <span className="text-ink-3 text-xs">{t("same")}</span> : null}
      {facts.length === 0 ? null : (
        <ul aria-label={t("label")} className="contents">
          {facts.map((fact) => (
            <FactChip key={fact.name} fact={fact} />
          ))}
        </ul>
      )}
      {isBaseline || facts.length < 2 ? null : (
        <Tooltip text={t("severalHint")}>
          <button
            type="button"
            aria-label={`${t("several", { count: facts.length })}. ${t("severalHint")}`}
            className="inline-flex items-center gap-1 rounded-xs px-1 text-2xs text-ink-3 hover:text-ink-2"
          >
            <TriangleAlert aria-hidden size={12} />
            {t("several", { count: facts.length })}
          </button>
        </Tooltip>
      )}
    </div>
  )
}

const FactChip = memo(function FactChip({ fact }: { fact: Fact }) {
  const { name, value } = useFactText()(fact)
  return (
    <li className="figures inline-flex h-5 max-w-full items-center gap-1 rounded-xs border border-line-strong px-1.5 text-2xs text-ink-2">
      <span className="shrink-0">{name}</span>
      {value === undefined ? null : <span className="truncate font-medium text-ink">{value}</span>}
    </li>
  )
})
