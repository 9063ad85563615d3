import { checkParameters, type ParameterProblem } from "#lib/domain/check-parameters"
import type { Connection } from "#lib/domain/connection"
import { type Feature, missingFeature, unansweredCalls } from "#lib/domain/features"
import { maxPromptChars, promptText } from "#lib/domain/prompt"
import { isEmptyValue } from "#lib/domain/template"
import { checkProblem } from "./check-problem.ts"
import { isBlankFor, ownParts, promptOf, variablesOfColumn } from "./column-prompt.ts"
import { countRuns, maxBatchRuns, requestParts, rowsOf } from "./run-plan.ts"
import { sentParameters, targetOf } from "./variant.ts"
import type { Column, Workspace } from "./workspace.ts"

export type RunObstacle =
  | { kind: "empty_prompt" }
  | { kind: "prompt_too_long"; max: number }
  | { kind: "no_connection" }
  | { kind: "mode_not_taken"; mode: Workspace["mode"]; model: string }
  | { kind: "parameter"; problem: ParameterProblem }
  | { kind: "feature"; feature: Feature; model: string }
  /** JSON that cannot be sent as it is. */
  | { kind: "json"; part: "tools" | "schema" | "extra" }
  | { kind: "no_schema" }
  | { kind: "unanswered_call"; name: string }
  /** `row` counts from 1. */
  | { kind: "missing_value"; name: string; row: number }
  /** A check that cannot be looked at; `place` counts from 1. */
  | { kind: "check"; place: number }
  | { kind: "too_many_runs"; runs: number; max: number }

/** What must be put right before a column can run, the prompt first; empty when it can. */
export function obstaclesOf(workspace: Workspace, column: Column, connections: Connection[]): RunObstacle[] {
  const prompt = promptOf(ownParts(workspace, column))
  const target = targetOf(workspace.mode, column, connections)
  const obstacles: RunObstacle[] = []
  if (isBlankFor(workspace, column)) obstacles.push({ kind: "empty_prompt" })
  if (longestPrompt(workspace, column, promptText(prompt).length) > maxPromptChars)
    obstacles.push({ kind: "prompt_too_long", max: maxPromptChars })
  const broken = workspace.checks.findIndex((check) => checkProblem(check) !== undefined)
  if (broken >= 0) obstacles.push({ kind: "check", place: broken + 1 })
  const missing = firstMissing(workspace, column)
  if (missing) obstacles.push(missing)
  const [call] = unansweredCalls({ prompt })
  if (call !== undefined) obstacles.push({ kind: "unanswered_call", name: call })
  if (!target) return [...obstacles, { kind: "no_connection" }]
  if (!target.model.modes.includes(workspace.mode))
    obstacles.push({ kind: "mode_not_taken", mode: workspace.mode, model: column.model })
  for (const problem of checkParameters(sentParameters(column, target), target))
    obstacles.push({ kind: "parameter", problem })
  const json = jsonObstacle(workspace, column)
  if (json) return [...obstacles, json]
  const feature = missingFeature({ prompt, ...requestParts(workspace, column) }, target)
  return feature ? [...obstacles, { kind: "feature", feature, model: column.model }] : obstacles
}

/** What of the JSON that a column sends is not ready. */
function jsonObstacle(
  { mode, tools, answerSchema }: Workspace,
  { parameters, extra }: Column,
): RunObstacle | undefined {
  if (extra?.ok === false) return { kind: "json", part: "extra" }
  if (mode !== "chat") return undefined
  if (tools?.ok === false) return { kind: "json", part: "tools" }
  const format = parameters.response_format
  if (!format?.on || format.value !== "json_schema") return undefined
  if (answerSchema?.ok === false) return { kind: "json", part: "schema" }
  return answerSchema?.text.trim() ? undefined : { kind: "no_schema" }
}

/** The first variable of a column's prompt that a row has no value for. */
function firstMissing(workspace: Workspace, column: Column): RunObstacle | undefined {
  const names = variablesOfColumn(workspace, column)
  if (names.length === 0) return undefined
  for (const [index, { values }] of rowsOf(workspace).entries()) {
    const name = names.find((name) => isEmptyValue(values, name))
    if (name !== undefined) return { kind: "missing_value", name, row: index + 1 }
  }
  return undefined
}

/** The length of the longest prompt that a column sends; a bound is enough where that is short. In characters. */
function longestPrompt(workspace: Workspace, column: Column, template: number): number {
  const names = variablesOfColumn(workspace, column)
  if (names.length === 0) return template
  const filled = rowsOf(workspace).map(({ values }) =>
    names.reduce((sum, name) => sum + (Object.hasOwn(values, name) ? (values[name] ?? "").length : 0), 0),
  )
  // A name may stand in the prompt several times: then the bound says nothing, and the prompt itself is looked at.
  const most = rowsOf(workspace)[filled.indexOf(Math.max(...filled))]
  return promptText(promptOf(ownParts(workspace, column), most?.values)).length
}

/** What keeps these columns from being run together. */
export function tooManyRuns(workspace: Workspace, columns: Column[]): RunObstacle | undefined {
  const runs = countRuns(workspace, columns)
  return runs > maxBatchRuns ? { kind: "too_many_runs", runs, max: maxBatchRuns } : undefined
}
