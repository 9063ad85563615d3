"use client"

import { useTranslations } from "use-intl"
import { DetailSection } from "#components/history/detail-section"
import { columnLetter } from "#lib/client/workspace"
import type { Setup } from "#lib/domain/setup-schema"
import type { Share, SharedRun } from "#lib/domain/share"
import { SharedRunView } from "./shared-run"

/** What came of each column, side by side; one row of the table after the other. */
export function SharedResults({ share, runs }: { share: Share; runs: SharedRun[] }) {
  const t = useTranslations("share.page")
  const { setup } = share.content
  const rows = setup.variables.rows.filter(({ id }) => runs.some(({ rowId }) => rowId === id))
  return (
    <DetailSection title={t("results")}>
      {runs.length === 0 ? <p className="text-ink-2 text-sm">{t("noResults")}</p> : null}
      {rows.map((row) => (
        <section key={row.id} className="mb-6 last:mb-0">
          {setup.variables.rows.length > 1 ? <RowTitle setup={setup} rowId={row.id} /> : null}
          <div className="grid grid-flow-col justify-start gap-px overflow-x-auto rounded border bg-line auto-cols-[minmax(min(20rem,82vw),1fr)] max-sm:snap-x">
            {setup.columns.map((column, index) => (
              <section
                key={column.id}
                aria-label={t("column", { name: column.name ?? columnLetter(index) })}
                className="flex min-w-0 snap-start flex-col gap-4 bg-surface p-4"
              >
                <h4 className="break-words font-medium text-sm">{column.name ?? columnLetter(index)}</h4>
                {runs
                  .filter(({ columnId, rowId }) => columnId === column.id && rowId === row.id)
                  .map((run) => (
                    <SharedRunView
                      key={run.sample}
                      share={share}
                      run={run}
                      name={column.name ?? columnLetter(index)}
                      isOneOfMany={column.samples > 1}
                    />
                  ))}
              </section>
            ))}
          </div>
        </section>
      ))}
    </DetailSection>
  )
}

function RowTitle({ setup, rowId }: { setup: Setup; rowId: string }) {
  const t = useTranslations("history.place")
  const { names, rows } = setup.variables
  const index = rows.findIndex(({ id }) => id === rowId)
  const values = names.map((name) => `${name}: ${rows[index]?.values[name] ?? ""}`).join(" · ")
  return (
    <h4 className="mb-1 line-clamp-2 break-words text-sm">
      <span className="inline-block font-medium first-letter:uppercase">{t("row", { row: index + 1 })}</span>{" "}
      <span className="text-ink-2">{values}</span>
    </h4>
  )
}
