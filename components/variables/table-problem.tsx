"use client"

import { useFormatter, useTranslations } from "use-intl"
import { Button } from "#components/ui/button"
import { ErrorCard } from "#components/ui/error-card"
import type { TableProblem } from "#lib/client/variables-import"
import type { RefusedTable } from "./use-table-actions"

interface TableProblemCardProps {
  refused: RefusedTable
  onTake: () => void
  onChooseFile: () => void
  onDismiss: () => void
}

/** Why a table was not taken, what to do, and what can be taken of it all the same. */
export function TableProblemCard({ refused, onTake, onChooseFile, onDismiss }: TableProblemCardProps) {
  const t = useTranslations("variables")
  const common = useTranslations("common")
  const problemText = useTableProblemText()
  const { fileName, problems, more, firstRows } = refused
  const isCut = problems.some(({ kind }) => kind === "too_many_rows")
  const isRenamed = problems.some(({ kind }) => kind === "bad_header" || kind === "duplicate_header")
  return (
    <ErrorCard
      title={fileName === undefined ? t("refused.paste") : t("refused.file", { file: fileName })}
      hint={t("refused.kept")}
      detail={
        <ul className="space-y-1 text-ink text-sm">
          {problems.map((problem, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: the list is shown as it came.
            <li key={index}>{problemText(problem)}</li>
          ))}
          {more > 0 ? <li className="text-ink-2">{t("refused.more", { count: more })}</li> : null}
        </ul>
      }
      actions={
        <>
          {firstRows ? (
            <Button size="sm" variant="primary" onClick={onTake}>
              {t(isCut ? (isRenamed ? "take.both" : "take.first") : "take.renamed", {
                rows: firstRows.rows.length,
              })}
            </Button>
          ) : null}
          {fileName === undefined ? null : (
            <Button size="sm" onClick={onChooseFile}>
              {t("otherFile")}
            </Button>
          )}
          <Button size="sm" variant="ghost" onClick={onDismiss}>
            {common("close")}
          </Button>
        </>
      }
    />
  )
}

/** A problem and its remedy, in a sentence or two. */
function useTableProblemText(): (problem: TableProblem) => string {
  const t = useTranslations("variables.problems")
  const format = useFormatter()
  return (problem) => {
    switch (problem.kind) {
      case "empty":
      case "not_text":
      case "unreadable":
      case "no_rows":
        return t(problem.kind)
      case "too_large":
        return t("too_large", {
          size: format.number(problem.bytes / 2 ** 20, { maximumFractionDigits: 1 }),
          max: format.number(problem.max / 2 ** 20),
        })
      case "quotes":
        return t("quotes", { line: problem.line })
      case "too_many_rows":
        return t("too_many_rows", { rows: problem.rows, max: problem.max })
      case "too_many_columns":
        return t("too_many_columns", { columns: problem.columns, max: problem.max })
      case "ragged":
        return t("ragged", { line: problem.line, expected: problem.expected, found: problem.found })
      case "duplicate_header":
        return t("duplicate_header", { name: problem.name, suggestion: problem.suggestion })
      case "bad_header":
        return problem.name === ""
          ? t("no_header", { column: problem.column, suggestion: problem.suggestion })
          : t("bad_header", { name: problem.name, suggestion: problem.suggestion })
    }
  }
}
