"use client"

import { useTranslations } from "use-intl"
import { type MarkCount, wordActions } from "#lib/domain/compliance/word-list-schema"

/** In how many runs words were found lately, by category and action. Nothing where none were. */
export function FoundCounts({ counts }: { counts: MarkCount[] }) {
  const t = useTranslations("operations.compliance")
  if (counts.length === 0) return null
  const categories = [...new Set(counts.map(({ category }) => category))].sort()
  const runs = (category: string, action: MarkCount["action"]) =>
    counts
      .filter((count) => count.category === category && count.action === action)
      .reduce((sum, count) => sum + count.runs, 0)
  return (
    <section aria-labelledby="found-counts">
      <h3 id="found-counts" className="font-medium text-sm">
        {t("counts.title")}
      </h3>
      <table className="mt-2 w-full max-w-measure text-sm">
        <thead>
          <tr className="border-b text-left text-ink-2 text-xs">
            <th scope="col" className="py-1 font-normal">
              {t("counts.category")}
            </th>
            {wordActions.map((action) => (
              <th key={action} scope="col" className="py-1 text-right font-normal">
                {t(`counts.${action}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody className="divide-y">
          {categories.map((category) => (
            <tr key={category}>
              <th scope="row" className="max-w-40 truncate py-1 text-left font-normal" title={category}>
                {category}
              </th>
              {wordActions.map((action) => (
                <td key={action} className="figures py-1 text-right">
                  <span className={runs(category, action) === 0 ? "text-ink-3" : undefined}>
                    {t("counts.runs", { count: runs(category, action) })}
                  </span>
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}
