"use client"

import { lazy, Suspense } from "react"
import type { Column } from "#lib/client/workspace"
import { useResult, useWorkspace } from "./playground-context"

const Judging = lazy(() => import("./judging").then((module) => ({ default: module.Judging })))

/** Where an output is rated, noted and crowned, and how its checks went; there is nothing before there is an output. */
export function JudgeLine({ column, name }: { column: Column; name: string }) {
  const result = useResult(column.id)
  const isJudging = useWorkspace(({ view }) => view.judging || view.blind !== undefined)
  const hasChecks = useWorkspace(({ checks }) => checks.length > 0)
  if (!result || !(isJudging || hasChecks)) return null
  return (
    <Suspense fallback={<div className="h-9 shrink-0 border-t" />}>
      <Judging column={column} name={name} result={result} showsBar={isJudging} />
    </Suspense>
  )
}
