"use client"

import { useTranslations } from "use-intl"
import type { ReviewCounts } from "#lib/domain/review-statistics"

interface CountsRow extends ReviewCounts {
  key: string
  name: string
  note?: string
}

const head = "px-2 py-1.5 font-medium text-ink-2 text-xs"

/** What was found, by something: figures, and a bar of violation, fine and open. */
export function CountsTable({ title, rows }: { title: string; rows: CountsRow[] }) {
  const t = useTranslations("operations.review")
  if (rows.length === 0) return null
  return (
    <section className="min-w-0">
      <h2 className="text-base">{title}</h2>
      <div className="mt-2 overflow-x-auto">
        <table className="w-full border-y text-sm">
          <thead>
            <tr className="border-b">
              <th scope="col" className={`${head} pl-0 text-left`}>
                {t("name")}
              </th>
              {(["violation", "fine", "open"] as const).map((verdict) => (
                <th key={verdict} scope="col" className={`${head} text-right`}>
                  {t(`verdicts.${verdict}`)}
                </th>
              ))}
              <td className="hidden w-1/3 sm:table-cell" />
            </tr>
          </thead>
          <tbody className="divide-y">
            {rows.map((row) => (
              <tr key={row.key}>
                <th scope="row" className="max-w-48 break-words py-1.5 pr-2 text-left font-normal">
                  {row.name}
                  {row.note ? <span className="block text-ink-2 text-xs">{row.note}</span> : null}
                </th>
                {([row.violation, row.fine, row.open] as const).map((count, place) => (
                  // biome-ignore lint/suspicious/noArrayIndexKey: three columns, always the same.
                  <td key={place} className="figures px-2 py-1.5 text-right">
                    {count}
                  </td>
                ))}
                <td className="hidden py-1.5 pl-4 sm:table-cell">
                  <Bar row={row} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  )
}

function Bar({ row: { violation, fine, open } }: { row: CountsRow }) {
  const all = violation + fine + open
  if (all === 0) return null
  const part = (count: number, color: string) =>
    count === 0 ? null : <div className={color} style={{ width: `${(count / all) * 100}%` }} />
  return (
    <div aria-hidden className="flex h-1.5 gap-px overflow-hidden rounded-full bg-sunken">
      {part(violation, "bg-error")}
      {part(fine, "bg-ok")}
    </div>
  )
}
