"use client"

import type { Ref } from "react"
import { useTranslations } from "use-intl"
import { Badge } from "#components/ui/badge"
import { classNames } from "#components/ui/class-names"
import type { ResultsTableProps } from "./results-table"

type EdgeProps<Content extends "headerOf" | "totals"> = Pick<ResultsTableProps, "columns" | Content> & {
  ref: Ref<HTMLTableSectionElement>
}

/** The columns' names, which stay in view. */
export function ResultsHead({ ref, columns, headerOf }: EdgeProps<"headerOf">) {
  const t = useTranslations("results")
  return (
    <thead ref={ref} className="sticky top-0 z-20">
      <tr
        aria-rowindex={1}
        className="*:border-b *:border-line-strong *:bg-sunken *:px-3 *:py-1.5 *:text-left *:align-top"
      >
        <th scope="col" className="sticky left-0 z-1 border-r font-normal text-ink-2 text-xs">
          {t("row")}
        </th>
        {columns.map(({ id, name, isBaseline }) => (
          <th
            key={id}
            scope="col"
            className={classNames(
              "border-r last:border-r-0",
              headerOf ? "bg-surface! p-0! font-normal" : "font-medium",
            )}
          >
            {headerOf ? (
              headerOf(id)
            ) : (
              <div className="flex min-w-0 items-center gap-1.5">
                <span className="truncate">{name}</span>
                {isBaseline ? <Badge>{t("baseline")}</Badge> : null}
              </div>
            )}
          </th>
        ))}
      </tr>
    </thead>
  )
}

/** What each column comes to, which stays in view. */
export function ResultsTotals({
  ref,
  columns,
  totals,
  rowIndex,
}: EdgeProps<"totals"> & { rowIndex: number }) {
  const t = useTranslations("results")
  return (
    <tfoot ref={ref} className="sticky bottom-0 z-20">
      <tr
        aria-rowindex={rowIndex}
        className="*:border-t *:border-line-strong *:bg-sunken *:px-3 *:py-1.5 *:text-left"
      >
        <th scope="row" className="sticky left-0 z-1 border-r font-normal text-ink-2 text-xs">
          {t("totals")}
        </th>
        {columns.map(({ id }) => (
          <td key={id} className="figures border-r text-ink-2 text-xs last:border-r-0">
            {totals?.(id)}
          </td>
        ))}
      </tr>
    </tfoot>
  )
}
