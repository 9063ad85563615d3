"use client"

import { lazy, Suspense, useRef } from "react"
import { useTranslations } from "use-intl"
import { classNames } from "#components/ui/class-names"
import { shownColumns } from "#lib/client/workspace"
import { Column } from "./column"
import { CompareBar } from "./compare-bar"
import { DifferencesProvider } from "./differences"
import { ColumnTabs, ComparisonLine } from "./lazy-comparison"
import { PictureStrip } from "./lazy-images"
import { useIsComparison, useIsImage, useWorkspace } from "./playground-context"
import { useColumnNames } from "./use-column-names"
import { useIsTable } from "./use-rows"
import { SyncScrollProvider } from "./use-sync-scroll"

const AllResults = lazy(() => import("./all-results").then((module) => ({ default: module.AllResults })))
const TimelinePanel = lazy(() =>
  import("./timeline-panel").then((module) => ({ default: module.TimelinePanel })),
)

/** The settings that are tried, side by side, or with several rows as a table. */
export function Columns() {
  const t = useTranslations("playground")
  const all = useWorkspace((workspace) => workspace.columns)
  const view = useWorkspace((workspace) => workspace.view)
  const columns = shownColumns({ columns: all, view })
  const names = useColumnNames()
  const isComparison = useIsComparison()
  const hasMany = useWorkspace(
    (workspace) =>
      workspace.variables.rows.length > 1 || workspace.columns.some(({ samples }) => samples > 1),
  )
  const isTable = useIsTable()
  const isStrip = useIsImage() && isComparison && view.reading === "strip" && !view.blind
  const strip = useRef<HTMLDivElement>(null)
  return (
    <DifferencesProvider>
      <SyncScrollProvider>
        <section
          aria-label={t("columns")}
          className={classNames(
            "order-2 flex min-w-0 grow flex-col lg:row-span-2 lg:row-start-1 lg:min-h-0 lg:overflow-hidden",
            view.promptOpen ? "lg:col-start-2" : "lg:col-start-1 lg:col-end-3",
          )}
        >
          <CompareBar />
          {isComparison && !isTable && !isStrip ? (
            <Suspense>
              <ColumnTabs columns={columns} names={names} strip={strip} />
            </Suspense>
          ) : null}
          {view.reading === "timeline" && !view.blind ? (
            <Suspense>
              <TimelinePanel />
            </Suspense>
          ) : null}
          {isTable ? (
            <Suspense>
              <AllResults columns={columns} names={names} />
            </Suspense>
          ) : isStrip ? (
            <Suspense>
              <PictureStrip columns={columns} names={names} />
            </Suspense>
          ) : (
            <div
              ref={strip}
              data-export
              className="order-4 flex min-w-0 grow max-lg:snap-x max-lg:snap-mandatory max-lg:overflow-x-auto lg:min-h-0 lg:overflow-x-auto"
            >
              {columns.map((column) => (
                <Column key={column.id} column={column} name={names.get(column.id) ?? ""} />
              ))}
            </div>
          )}
          {isComparison || hasMany ? (
            <Suspense fallback={<div className="order-5 min-h-9 shrink-0 border-t" />}>
              <ComparisonLine />
            </Suspense>
          ) : null}
        </section>
      </SyncScrollProvider>
    </DifferencesProvider>
  )
}
