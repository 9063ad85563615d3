"use client"

import { TriangleAlert } from "lucide-react"
import { useTranslations } from "use-intl"
import type { Variables } from "#lib/domain/setup-schema"
import { missingNames } from "#lib/domain/template"

/** As many row numbers as are read. */
const shownRows = 5

/** What the prompt asks for and the table does not say; nothing when there is nothing. */
export function MissingLine({ variables, used }: { variables: Variables; used: string[] }) {
  const t = useTranslations("variables.missing")
  const missing = missingNames(used, variables)
  if (missing.length === 0) return null
  const isOneRow = variables.rows.length === 1
  return (
    <ul aria-live="polite" className="space-y-0.5 text-ink-2 text-xs">
      {missing.map((problem) => {
        const { name } = problem
        const rows = problem.kind === "empty" ? problem.rows : []
        const isAll = problem.kind === "no_column" || rows.length === variables.rows.length
        const more = rows.length - shownRows
        return (
          <li key={name} className="flex items-start gap-1.5">
            <TriangleAlert aria-hidden size={14} className="mt-px shrink-0 text-warn" />
            {isOneRow
              ? t("value", { name })
              : isAll
                ? t("all", { name })
                : t(more > 0 ? "someRows" : "rows", {
                    name,
                    count: rows.length,
                    more,
                    rows: rows.slice(0, shownRows).join(t("separator")),
                  })}
          </li>
        )
      })}
    </ul>
  )
}
