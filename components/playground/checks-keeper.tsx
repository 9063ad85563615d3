"use client"

import { useEffect } from "react"
import type { ServerCheckProblem } from "#components/checks/checks-editor"
import { useRecheck } from "./use-recheck"

/** Keeps results in step with the checks, and tells what the server finds wrong with one. Mounted where there are checks. */
export function ChecksKeeper({ onProblems }: { onProblems: (problems: ServerCheckProblem[]) => void }) {
  const problems = useRecheck()
  useEffect(() => onProblems(problems), [problems, onProblems])
  return null
}
