"use client"

import { useTranslations } from "use-intl"
import { DiffText } from "#components/compare/diff-text"
import { useDiff, useDivergence } from "#components/compare/use-compared"
import { baselineOf, type Column, columnName, shownCell } from "#lib/client/workspace"
import { OutputText } from "./output-text"
import { useRun, useRunById, useWorkspace } from "./playground-context"

/** A column's output marked against the baseline's; the baseline itself as it is. */
export function DiffReading({ column }: { column: Column }) {
  const t = useTranslations("columns.readingStates")
  const baseline = useWorkspace(baselineOf)
  const rendering = useWorkspace(({ view }) => view.rendering)
  const by = useWorkspace(({ view }) => view.diffBy)
  const baselineName = useWorkspace(({ columns }) => columnName(columns, baseline?.id ?? ""))
  const baselineRunId = useWorkspace((workspace) =>
    baseline ? baseline.results[shownCell(workspace, baseline)]?.runId : undefined,
  )
  const answered = useRunById(baselineRunId, ({ text, finishedAt }) =>
    finishedAt === undefined ? undefined : text,
  )
  const text = `${column.lead ?? ""}${useRun(column.id, (run) => run.text) ?? ""}`
  const base = answered === undefined ? undefined : `${baseline?.lead ?? ""}${answered}`
  const isOther = baseline?.id !== column.id
  const { result, failed } = useDiff(isOther ? base : undefined, text, by)
  const divergence = useDivergence(isOther ? base : undefined, text).result
  if (baseline?.id === column.id)
    return (
      <>
        <p className="mb-3 text-ink-3 text-xs">{t("isBaseline")}</p>
        <OutputText columnId={column.id} streaming={false} rendering={rendering} />
      </>
    )
  if (base === undefined)
    return (
      <>
        <p className="mb-3 text-ink-3 text-xs">{t("baselineMissing", { name: baselineName })}</p>
        <OutputText columnId={column.id} streaming={false} rendering={rendering} />
      </>
    )
  // What is to be read is there at once; its marks come when they are known.
  if (!result && !failed) return <OutputText columnId={column.id} streaming={false} rendering={rendering} />
  if (result?.segments.every(({ kind }) => kind === "same") && result.segments.length > 0)
    return (
      <>
        <p className="mb-3 text-ink-3 text-xs">{t("identical", { name: baselineName })}</p>
        <OutputText columnId={column.id} streaming={false} rendering={rendering} />
      </>
    )
  return <DiffText id={column.id} {...result} sameWords={divergence?.words} failed={failed} />
}
